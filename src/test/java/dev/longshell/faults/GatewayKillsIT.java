package dev.longshell.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.cli.RunningLongshell;
import dev.longshell.journey.Api;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Fault 2: the gateway is killed at random moments while sixteen sessions count, each to its viewer and its viewer to it. {@code -Dfaults.kills=n}: 200 take forty
 * minutes on two cores.
 */
@Tag("faults")
class GatewayKillsIT {
    private static final int SESSIONS = 16;
    private static final int KILLS = Integer.getInteger("faults.kills", 10);
    private static final long LATEST_KILL_MILLIS = 1_500;

    @Test
    void sixteenSessionsLoseAndDoubleNothingByAnyNumberOfKills() throws Exception {
        Random random = Seed.random(GatewayKillsIT.class);
        try (RunningLongshell longshell = RunningLongshell.start(Map.of("SESSION_MAX_PER_PROJECT", "20"))) {
            Api api = new Api(longshell.baseUrl()).login(longshell.adminUsername(), longshell.adminPassword());
            ProcessHandle keeper = longshell.keeper().orElseThrow();
            Leaks leaks = Leaks.from(keeper);
            try (Counting counting = Counting.begin(api, SESSIONS)) {
                for (int kill = 0; kill < KILLS; kill++) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos((long) (random.nextDouble() * LATEST_KILL_MILLIS))); // the random moment
                    longshell.killGateway();
                    longshell.restart();
                }
                System.out.println("GatewayKillsIT: " + KILLS + " kills, " + counting.judge());
                assertEquals(keeper.pid(), longshell.keeper().orElseThrow().pid());
                assertTrue(counting.connections() >= SESSIONS * 2, "each lost its socket at least once");
            }
            leaks.assertNone();
        }
    }

    @Test
    void judgesALostADoubledAndASwappedNumber() {
        Counting.assertCounted(Counting.said("\r\nn=0\r\nn=1\r\nn=2\r\n"));
        for (String wrong : List.of("\r\nn=0\r\nn=2\r\nn=3\r\n", "\r\nn=0\r\nn=1\r\nn=1\r\n", "\r\nn=1\r\nn=0\r\nn=2\r\n")) {
            assertThrows(AssertionError.class, () -> Counting.assertCounted(Counting.said(wrong)), wrong);
        }
    }
}
