package dev.longshell.link;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.setting.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The keeper that systemd starts is the one that a gateway starts. */
class KeeperUnitTest {
    private static final Path UNIT = Path.of("payara-config/systemd/longshell-keeper@.service");

    @Test
    void startsWithTheFlagsOfAGatewaysKeeperAndIsGivenNoSetting() throws IOException {
        String unit = Files.readString(UNIT);

        assertTrue(unit.contains("java " + String.join(" ", KeeperFlags.FLAGS) + " -jar /opt/longshell/longshell.jar keeper\n"), unit);
        assertFalse(unit.contains("EnvironmentFile"), "secrets are the server's");
        for (Setting setting : Setting.values()) {
            assertTrue(setting == Setting.LONGSHELL_HOME || !unit.contains(setting.name() + "="), setting.name());
        }
    }
}
