package dev.longshell.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.longshell.cli.RunningLongshell;
import dev.longshell.journey.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A keeper with sessions was there before the server and told of itself while the application was being started; those
 * who heard of it asked for names (JNDI) that the container had not bound yet.
 */
@Tag("faults")
class KeeperBeforeServerIT {
    private static final int STARTS = 5;
    private static final int SESSIONS = 8;

    @Test
    void aServerThatFindsAKeeperStartsWithoutAComplaint() throws IOException, InterruptedException {
        try (RunningLongshell longshell = RunningLongshell.start(Map.of("SESSION_MAX_PER_PROJECT", "20"))) {
            Api api = new Api(longshell.baseUrl()).login(longshell.adminUsername(), longshell.adminPassword());
            for (int each = 0; each < SESSIONS; each++) {
                api.openShell("home");
            }
            long before = Files.size(longshell.log());
            for (int start = 0; start < STARTS; start++) {
                longshell.killGateway();
                longshell.restart();
            }
            String said = Files.readString(longshell.log()).substring((int) before);
            long arrivals = said.lines().filter(line -> line.contains("has " + SESSIONS + " sessions")).count();
            assertEquals(STARTS, arrivals, said);
            List<String> complaints = said.lines().filter(line -> line.contains("NamingException")
                    || line.contains("could not be compared") || line.contains("an observer failed")).toList();
            assertEquals(List.of(), complaints);
        }
    }
}
