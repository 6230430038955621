package dev.longshell.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.cli.RunningLongshell;
import dev.longshell.journey.Api;
import dev.longshell.journey.PatientViewer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Fault 2: the gateway is killed at random moments while sixteen sessions count, each to its viewer and its viewer to it. {@code -Dfaults.kills=n}: 200 take forty
 * minutes on two cores.
 */
@Tag("faults")
class GatewayKillsIT {
    private static final Duration RETURN = Duration.ofSeconds(90);
    private static final int SESSIONS = 16;
    private static final int KILLS = Integer.getInteger("faults.kills", 10);
    private static final long LATEST_KILL_MILLIS = 1_500;
    private static final long KEY_PERIOD_MILLIS = 50;
    /**
     * Counts twenty a second, and repeats what it is told, without echo, so that its output is the two sequences and nothing else. Two loops: one that reads with a
     * timeout loses a line of 160 by itself, on a bare terminal.
     */
    private static final String COUNT = "stty -echo; (exec {idle}<> <(:); i=0; while :; do echo \"n=$((i++))\"; read -r -t 0.05 -u $idle; done) & "
            + "while read -r line; do echo \"got=$line\"; done\r";
    private static final Pattern NUMBER = Pattern.compile("\nn=(\\d+)\r");
    private static final Pattern HEARD = Pattern.compile("\ngot=(\\d+)\r");

    @Test
    void sixteenSessionsLoseAndDoubleNothingByAnyNumberOfKills() throws Exception {
        Random random = Seed.random(GatewayKillsIT.class);
        try (RunningLongshell longshell = RunningLongshell.start(Map.of("SESSION_MAX_PER_PROJECT", "20"))) {
            Api api = new Api(longshell.baseUrl()).login(longshell.adminUsername(), longshell.adminPassword());
            ProcessHandle keeper = longshell.keeper().orElseThrow();
            Leaks leaks = Leaks.from(keeper);
            List<String> sessions = new ArrayList<>();
            List<PatientViewer> viewers = new ArrayList<>();
            for (int number = 0; number < SESSIONS; number++) {
                sessions.add(api.openShell("home"));
                viewers.add(new PatientViewer(api, sessions.get(number), "counter-" + number));
                viewers.get(number).type(COUNT);
            }
            await().atMost(RETURN).until(() -> viewers.stream().allMatch(viewer -> found(NUMBER, viewer).size() > 10));
            AtomicInteger typed = new AtomicInteger();
            ScheduledExecutorService typist = Executors.newSingleThreadScheduledExecutor();
            typist.scheduleAtFixedRate(() -> typeNext(viewers, typed), 0, KEY_PERIOD_MILLIS, TimeUnit.MILLISECONDS);

            for (int kill = 0; kill < KILLS; kill++) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos((long) (random.nextDouble() * LATEST_KILL_MILLIS))); // the random moment
                longshell.killGateway();
                longshell.restart();
            }
            typist.shutdown();
            assertTrue(typist.awaitTermination(5, TimeUnit.SECONDS));
            int last = typed.get();
            await().atMost(RETURN).until(() -> viewers.stream().allMatch(viewer -> found(HEARD, viewer).size() >= last));

            long numbers = 0;
            for (PatientViewer viewer : viewers) {
                List<Integer> seen = found(NUMBER, viewer); // one look, for the counting goes on
                assertEquals(counted(seen.size()), seen);
                assertEquals(counted(last), found(HEARD, viewer));
                assertEquals(1, viewer.snapshots());
                numbers += seen.size();
            }
            int connections = viewers.stream().mapToInt(PatientViewer::connections).sum();
            assertEquals(keeper.pid(), longshell.keeper().orElseThrow().pid());
            assertTrue(connections >= SESSIONS * 2, "each lost its socket at least once");
            System.out.println("GatewayKillsIT: " + KILLS + " kills, " + SESSIONS + " sessions, " + numbers + " numbers out, " + (long) last * SESSIONS + " lines in, " + connections
                    + " connections, nothing lost, nothing doubled");
            viewers.forEach(PatientViewer::close);
            for (String session : sessions) {
                api.end(session);
            }
            leaks.assertNone();
        }
    }

    private static void typeNext(List<PatientViewer> viewers, AtomicInteger typed) {
        int number = typed.getAndIncrement();
        viewers.forEach(viewer -> viewer.type(number + "\r"));
    }

    @Test
    void judgesALostADoubledAndASwappedNumber() {
        assertEquals(counted(3), numbers(NUMBER, "\r\nn=0\r\nn=1\r\nn=2\r\n"));
        for (String wrong : List.of("\r\nn=0\r\nn=2\r\nn=3\r\n", "\r\nn=0\r\nn=1\r\nn=1\r\n", "\r\nn=1\r\nn=0\r\nn=2\r\n")) {
            assertTrue(!counted(3).equals(numbers(NUMBER, wrong)), wrong);
        }
    }

    private static List<Integer> counted(int size) {
        return IntStream.range(0, size).boxed().toList();
    }

    private static List<Integer> found(Pattern number, PatientViewer viewer) {
        return numbers(number, viewer.output());
    }

    private static List<Integer> numbers(Pattern number, String output) {
        return number.matcher(output).results().map(match -> Integer.valueOf(match.group(1))).toList();
    }
}
