package dev.longshell.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.cli.RunningLongshell;
import dev.longshell.gateway.SocketPeer;
import dev.longshell.journey.Api;
import dev.longshell.journey.PatientViewer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** Faults 3, 5 and 6: a keeper that hangs, one that dies, a gateway that is told to stop. One server for all, so the order counts: each leaves less of it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProcessFaultsIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String COUNT = "stty -echo; i=0; while :; do echo \"n=$((i++))\"; read -r -t 0.02 x; done\r";
    private static final Pattern NUMBER = Pattern.compile("\nn=(\\d+)\r");
    /** Seconds that a keeper is stopped: the suite's own figure with -Pfaults. */
    private static final int STOPPED_SECONDS = Boolean.getBoolean("faults.all") ? 30 : 7;
    private static RunningLongshell longshell;
    private static Api api;

    @BeforeAll
    static void start() throws Exception {
        longshell = RunningLongshell.start(Map.of("SESSION_MAX_PER_PROJECT", "20"));
        api = new Api(longshell.baseUrl()).login(longshell.adminUsername(), longshell.adminPassword());
    }

    @AfterAll
    static void stop() {
        if (longshell != null) {
            longshell.close();
        }
    }

    /** Fault 6. The control is in {@link #aKeeperThatIsKilledTellsItsViewersThatTheSessionIsLost}: what dies is neither waited for nor resumed. */
    @Test
    @Order(1)
    void aKeeperThatHangsIsFlaggedWaitedForAndGoesOnWhereItStood() throws Exception {
        ProcessHandle keeper = longshell.keeper().orElseThrow();
        Leaks leaks = Leaks.from(keeper);
        String session = api.openShell("home");
        try (PatientViewer viewer = new PatientViewer(api, session, "counter")) {
            viewer.type(COUNT);
            await().atMost(SOON).until(() -> found(viewer).size() > 20);
            long stoppedNanos = System.nanoTime();
            signal("STOP", keeper);

            CompletableFuture<HttpResponse<String>> first = CompletableFuture.supplyAsync(() -> list());
            await().atMost(SOON).until(() -> health().contains("\"keeper\":\"open\""));
            long flagged = secondsSince(stoppedNanos);
            HttpResponse<String> asked = first.join();
            long refused = secondsSince(stoppedNanos);
            HttpResponse<String> next = list();
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(STOPPED_SECONDS) - (System.nanoTime() - stoppedNanos)); // as long as it is to hang
            signal("CONT", keeper);

            int before = found(viewer).size();
            await().atMost(SOON).until(() -> found(viewer).size() > before + 50);
            assertEquals(503, asked.statusCode(), asked.body());
            assertTrue(asked.body().contains("\"keeper_unavailable\"") && next.body().contains("\"keeper_unavailable\""), next.body());
            assertTrue(flagged <= 6 && refused <= 6, "flagged after " + flagged + " s, refused after " + refused);
            assertEquals(IntStream.range(0, found(viewer).size()).boxed().toList(), found(viewer));
            assertEquals(1, viewer.connections());
            await().atMost(SOON).until(() -> health().contains("\"keeper\":\"closed\""));
            assertEquals(200, list().statusCode());
            assertEquals(keeper.pid(), longshell.keeper().orElseThrow().pid(), "it was not restarted");
        }
        api.end(session);
        leaks.assertNone();
    }

    /** Fault 5. */
    @Test
    @Order(2)
    void aKeeperThatIsKilledTellsItsViewersThatTheSessionIsLost() throws Exception {
        ProcessHandle keeper = longshell.keeper().orElseThrow();
        String session = api.openShell("home");
        ProcessHandle shell = ProcessHandle.of(keeper.children().mapToLong(ProcessHandle::pid).max().orElseThrow()).orElseThrow();
        try (PatientViewer one = new PatientViewer(api, session, "one"); PatientViewer two = new PatientViewer(api, session, "two")) {
            await().atMost(SOON).until(() -> one.connections() == 1 && two.connections() == 1 && !one.events().isEmpty() && !two.events().isEmpty());
            long killedNanos = System.nanoTime();
            keeper.destroyForcibly();

            await().atMost(SOON).until(() -> one.finalCode() != null && two.finalCode() != null);
            long told = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killedNanos);
            await().atMost(SOON).until(() -> !shell.isAlive());
            long gone = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killedNanos);

            for (PatientViewer viewer : List.of(one, two)) {
                assertEquals(1000, viewer.finalCode());
                assertTrue(viewer.events().stream().anyMatch(event -> event.get("type").getAsString().equals("lost")), () -> viewer.events().toString());
            }
            assertTrue(told <= 2_000, "told after " + told + " ms");
            assertTrue(gone <= 5_000, "its child ended after " + gone + " ms");
        }
        String another = api.openShell("home");
        assertNotEquals(keeper.pid(), longshell.keeper().orElseThrow().pid());
        api.end(another);
        api.end(session);
    }

    /** Fault 3. The control is GatewayKillsIT's: a gateway that is killed says nothing of this. */
    @Test
    @Order(3)
    void aGatewayThatIsToldToStopIsNotReadySendsEachClientAwayWithItsOwnTimeAndLeavesTheSessions() throws Exception {
        String session = api.openShell("home");
        ProcessHandle keeper = longshell.keeper().orElseThrow();
        List<SocketPeer> peers = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            peers.add(SocketPeer.framed(longshell.baseUrl(), "/ws/terminal/" + session + "?viewer=stop-" + number, api.token()));
            peers.get(number).hello();
        }
        CompletableFuture<Boolean> wasNotReady = CompletableFuture.supplyAsync(ProcessFaultsIT::awaitNotReady);
        long toldNanos = System.nanoTime();

        longshell.stop();

        assertTrue(secondsSince(toldNanos) <= 10, "it took " + secondsSince(toldNanos) + " s");
        List<String> slots = new ArrayList<>();
        for (SocketPeer peer : peers) {
            assertEquals(1012, peer.awaitClose());
            slots.add(peer.closeReason());
            peer.close();
        }
        assertEquals(5, slots.stream().filter(slot -> slot.matches("\\d{1,5}")).distinct().count(), slots.toString());
        assertTrue(wasNotReady.join(), "it never said that it is not ready");
        assertTrue(keeper.isAlive() && keeper.children().findAny().isPresent());
    }

    /** True for an answer of 503 with our own word, false when the listener went without one. */
    private static boolean awaitNotReady() {
        while (true) {
            try {
                HttpResponse<String> ready = api.send("GET", "/health/ready", null);
                if (ready.statusCode() == 503 && ready.body().contains("\"stopping\"")) {
                    return true;
                }
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    private static long secondsSince(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - nanos);
    }

    private static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start().waitFor());
    }

    private static HttpResponse<String> list() {
        try {
            return api.send("GET", "/api/sessions", null);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String health() throws IOException, InterruptedException {
        return api.send("GET", "/health/ready", null).body();
    }

    private static List<Integer> found(PatientViewer viewer) {
        return NUMBER.matcher(viewer.output()).results().map(match -> Integer.valueOf(match.group(1))).toList();
    }
}
