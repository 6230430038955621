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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Fault 11: all packets between viewers and their server are dropped, both ways, while their sessions print: some twenty numbers a second, one as fast as it can.
 * {@code -Dfaults.dropped=seconds}, more than 20.
 */
@Tag("faults")
class DroppedPacketsIT {
    private static final long DROPPED_SECONDS = Integer.getInteger("faults.dropped", 30);
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(20);
    /** Of 5 s a silent peer is told after 10 to 15; of the default, 30 s, after 60 to 90. */
    private static final String HEARTBEAT_MILLIS = "5000";
    /** Less than two heartbeats. */
    private static final long OUTAGE_SECONDS = 30;
    private static final int COUNTING = 4;
    private static final int FLOODED = 12;
    private static final long MOST_GROWTH = 8 << 20;
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void isNoticedCostsNoMemoryAndEverybodyResumesWithNothingLost() throws Exception {
        try (RunningLongshell longshell = RunningLongshell.start(Map.of("WS_HEARTBEAT_INTERVAL", HEARTBEAT_MILLIS)); TcpProxy proxy = TcpProxy.to(longshell.port())) {
            Api api = new Api(longshell.baseUrl()).login(longshell.adminUsername(), longshell.adminPassword());
            Api through = new Api(proxy.address()).login(longshell.adminUsername(), longshell.adminPassword());
            String flood = api.openShell("home");
            List<ProcessHandle> processes = List.of(longshell.gateway(), longshell.keeper().orElseThrow());
            List<PatientViewer> flooded = new ArrayList<>();
            try (Counting counting = Counting.begin(api, through, COUNTING)) {
                for (int number = 0; number < FLOODED; number++) {
                    flooded.add(new PatientViewer(through, flood, "flooded-" + number));
                }
                await().atMost(SOON).until(() -> viewers(api, flood) == FLOODED);
                List<Long> before = live(processes);
                int attached = Leaks.held(longshell.gateway().pid()).descriptors();

                long began = System.nanoTime();
                proxy.dropPackets();
                api.call("POST", "/api/sessions/" + flood + "/input", Map.of("text", "yes", "submit", true), 204);
                await().atMost(NOTICED_WITHIN).until(() -> viewers(api, flood) == 0);
                for (String session : counting.sessions()) {
                    await().atMost(NOTICED_WITHIN.minusNanos(System.nanoTime() - began)).until(() -> viewers(api, session) == 0);
                }
                long noticed = System.nanoTime() - began;
                await().atMost(SOON).until(() -> Leaks.held(longshell.gateway().pid()).descriptors() <= attached - FLOODED - COUNTING); // each had two
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(DROPPED_SECONDS) - (System.nanoTime() - began)); // the outage
                List<Long> after = live(processes);
                int connections = counting.connections();
                proxy.passPackets();

                await().atMost(SOON).until(() -> counting.connections() >= connections + COUNTING && viewers(api, flood) == FLOODED);
                api.end(flood);
                System.out.printf("DroppedPacketsIT: %d s without packets, noticed after %.1f s, live bytes of server and keeper before %s, after %s; %s%n", DROPPED_SECONDS, noticed / 1e9,
                        before, after, counting.judge());
                for (int process = 0; process < processes.size(); process++) {
                    assertTrue(after.get(process) - before.get(process) < MOST_GROWTH, before + " live bytes before, " + after + " after");
                }
            } finally {
                flooded.forEach(PatientViewer::close);
            }
        }
    }

    /** With the settings that nobody has changed. Nobody is sent away for an outage of half a minute: whoever answers again is there again, where they were. */
    @Test
    void aServerWithTheUsualHeartbeatTakesThemForAbsentAndGoesOnWhereTheyWere() throws Exception {
        try (RunningLongshell longshell = RunningLongshell.start(); TcpProxy proxy = TcpProxy.to(longshell.port())) {
            Api api = new Api(longshell.baseUrl()).login(longshell.adminUsername(), longshell.adminPassword());
            Api through = new Api(proxy.address()).login(longshell.adminUsername(), longshell.adminPassword());
            try (Counting counting = Counting.begin(api, through, COUNTING)) {
                for (String session : counting.sessions()) {
                    assertTrue(isWatched(api, session));
                }
                long began = System.nanoTime();
                proxy.dropPackets();
                for (String session : counting.sessions()) {
                    await().atMost(NOTICED_WITHIN.minusNanos(System.nanoTime() - began)).until(() -> !isWatched(api, session));
                }
                long noticed = System.nanoTime() - began;
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(OUTAGE_SECONDS) - (System.nanoTime() - began)); // the outage
                proxy.passPackets();

                for (String session : counting.sessions()) {
                    await().atMost(SOON).until(() -> isWatched(api, session));
                }
                assertEquals(COUNTING, counting.connections(), "nobody was sent away");
                System.out.printf("DroppedPacketsIT: %d s without packets, taken for absent after %.1f s; %s%n", OUTAGE_SECONDS, noticed / 1e9, counting.judge());
            }
        }
    }

    private static boolean isWatched(Api api, String session) throws Exception {
        return api.session(session).getAsJsonArray("watchers").asList().stream().anyMatch(one -> one.getAsJsonObject().get("visible").getAsBoolean());
    }

    private static int viewers(Api api, String session) throws Exception {
        return api.session(session).get("viewers").getAsInt();
    }

    private static List<Long> live(List<ProcessHandle> processes) throws Exception {
        List<Long> bytes = new ArrayList<>();
        for (ProcessHandle process : processes) {
            bytes.add(LiveObjects.in(process).bytes());
        }
        return bytes;
    }
}
