package dev.longshell.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.cli.RunningLongshell;
import dev.longshell.journey.Api;
import dev.longshell.journey.PatientViewer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
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
    private static final Duration RETURN_AFTER_READY = Duration.ofSeconds(5);
    private static final Duration RETURN = Duration.ofSeconds(90);
    private static final Pattern SHELL = Pattern.compile("shell=\\d+");

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

    /** Fault 1: the flood goes on without a server; who comes back finds its end, from the same shell. */
    @Test
    void aFloodThatTheServerDiesUnderIsSeenToItsEnd() throws Exception {
        try (RunningLongshell longshell = RunningLongshell.start()) {
            Api api = new Api(longshell.baseUrl()).login(longshell.adminUsername(), longshell.adminPassword());
            String session = api.openShell("home");
            PatientViewer viewer = new PatientViewer(api, session, "watcher");
            viewer.type("echo shell=$$; seq 1 20000000; echo shell=$$\r");
            await().atMost(RETURN).until(() -> viewer.output().contains("\n1000\r"));

            longshell.killGateway();
            int before = viewer.connections();
            assertEquals(1, SHELL.matcher(viewer.output()).results().count(), "the flood was over before the server was killed");
            longshell.restart();

            await().atMost(RETURN_AFTER_READY).until(() -> viewer.connections() > before);
            await().atMost(RETURN).until(() -> SHELL.matcher(viewer.output()).results().count() > 1 && viewer.output().contains("20000000\r"));
            assertEquals(1, SHELL.matcher(viewer.output()).results().map(MatchResult::group).distinct().count(), "one shell all the time");
            viewer.close();
            api.end(session);
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
