package dev.longshell.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.setting.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The keeper that systemd starts is the one that a gateway starts. */
class KeeperUnitTest {
    private static final Path UNIT = Path.of("payara-config/systemd/longshell-keeper@.service");

    private static final List<Path> UNITS = List.of(UNIT, UNIT.resolveSibling("longshell@.service"));

    @Test
    void startsWithTheFlagsOfAGatewaysKeeperAndIsGivenNoSetting() throws IOException {
        String unit = Files.readString(UNIT);

        assertTrue(unit.contains("java " + String.join(" ", KeeperFlags.FLAGS) + " -jar /var/lib/longshell/%i/lib/keeper-service.jar keeper\n"), unit);
        assertFalse(unit.contains("EnvironmentFile"), "secrets are the server's");
        for (Setting setting : Setting.values()) {
            assertTrue(setting == Setting.LONGSHELL_HOME || !unit.contains(setting.name() + "="), setting.name());
        }
    }

    /** systemd.service(5); what each was found to do is in docs/operations.md. */
    @Test
    void bothUnitsTellWhenTheyServeAndEndWellBySigterm() throws IOException {
        for (Path file : UNITS) {
            String unit = Files.readString(file);
            assertTrue(unit.contains("\nType=notify\n"), file + ": else systemd starts the server beside a keeper that nobody can reach yet");
            assertTrue(unit.contains("\nSuccessExitStatus=143\n"), file + ": else it has failed after each stop");
            assertTrue(unit.contains("\nRestartPreventExitStatus=64 78\n"), file + ": else a setting that cannot be is tried again and again");
            assertTrue(unit.contains("\nDelegate=yes\n"), file + ": else what leaves a session by setsid is not ended with it");
            assertTrue(unit.contains("\nUMask=0077\n"), file + ": else libraries leave files to others");
            assertTrue(unit.contains("\nOOMPolicy=continue\n"), file + ": else systemd stops all sessions when the kernel ends one program");
        }
    }

    /** It says nothing of a unit whose every line it understands. */
    @Test
    void systemdUnderstandsEveryLineOfTheUnits() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "no systemd here");
        for (Path unit : UNITS) {
            Process verify = new ProcessBuilder("systemd-analyze", "verify", "--man=no", unit.toAbsolutePath().toString()).redirectErrorStream(true).start();
            String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals("0 ", verify.waitFor() + " " + said.replaceAll("(?m)^.*Command /usr/bin/java is not executable.*$", "").strip());
        }
    }
}
