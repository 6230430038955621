package dev.longshell.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.setting.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/configuration.md is made from {@link Setting}: {@code ./mvnw test -Dtest=ConfigurationPageTest -Dconfiguration.write=true} writes it anew. */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("docs/configuration.md");

    @Test
    void thePageSaysWhatTheSettingsSay() throws IOException {
        if (Boolean.getBoolean("configuration.write")) {
            Files.writeString(PAGE, page());
        }

        assertEquals(page(), Files.readString(PAGE));
    }

    @Test
    void theStagingExampleNamesOnlySettingsThatExist() {
        for (String name : EnvironmentFile.read(Path.of("payara-config/staging.env")).keySet()) {
            assertTrue(Arrays.stream(Setting.values()).anyMatch(setting -> setting.name().equals(name)), name);
        }
    }

    private static String page() {
        String rows = Arrays.stream(Setting.values()).map(ConfigurationPageTest::row).collect(Collectors.joining("\n"));
        return "# Configuration\n\nMade from `dev.longshell.setting.Setting`; a test fails when it is stale.\n\n"
                + "`bin/longshell` reads a name from its options (`--port`, `--home`, `--bind`, `--set NAME=value`), then the system properties, the environment,\n"
                + "and the file of `--env FILE` (`payara-config/staging.env` is an example). The WAR by itself reads system properties and the environment\n"
                + "through MicroProfile Config. Blank means unset. A value that cannot be is refused at start (exit code 78), with what is allowed.\n\n"
                + "| name | default | allowed | meaning |\n|---|---|---|---|\n" + rows + "\n";
    }

    private static String row(Setting setting) {
        String standard = setting.defaultText() == null ? "" : "`" + setting.defaultText() + "`";
        return "| " + setting + (setting.secret() ? " (secret)" : "") + " | " + standard + " | " + setting.allowed().description() + " | " + setting.meaning() + " |";
    }
}
