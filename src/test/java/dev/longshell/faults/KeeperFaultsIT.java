package dev.longshell.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.cli.RunningLongshell;
import dev.longshell.journey.Api;
import dev.longshell.journey.NewerBuild;
import dev.longshell.journey.PatientViewer;
import dev.longshell.os.Signals;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults 5 and 6 in full, with their times: a keeper that is killed, and one that is stopped for thirty seconds. {@code -Dfaults.stopped=seconds}. */
@Tag("faults")
class KeeperFaultsIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int SESSIONS = 8;
    private static final long TOLD_WITHIN_MILLIS = 2_000;
    private static final long GONE_WITHIN_MILLIS = 5_000;
    private static final long STOPPED_MILLIS = TimeUnit.SECONDS.toMillis(Integer.getInteger("faults.stopped", 30));
    private static final long FLAGGED_WITHIN_MILLIS = 6_000;
    private static final long ANSWERED_WITHIN_MILLIS = 6_000;
    /** Whoever waits for an answer waits five seconds. */
    private static final long AT_ONCE_MILLIS = 2_500;
    private static final Pattern FLAG = Pattern.compile("\"dependency\":\"keeper\"[^}]*\"state\":\"open\"");
    @TempDir
    Path directory;

    @Test
    void ofAKilledKeeperEveryViewerHearsWithinTwoSecondsItsChildrenAreGoneWithinFiveAndAnotherKeepersSessionGoesOn() throws Exception {
        try (RunningLongshell longshell = RunningLongshell.start()) {
            Api api = logIn(longshell);
            try (Counting beside = Counting.begin(api, 1); RunningLongshell newer = longshell.startAnother(Map.of(), "--war", NewerBuild.war(directory).toString())) {
                Api newerApi = logIn(newer);
                List<String> sessions = new ArrayList<>();
                List<PatientViewer> viewers = new ArrayList<>();
                for (int number = 0; number < SESSIONS; number++) {
                    sessions.add(newerApi.openShell("home"));
                    viewers.add(new PatientViewer(newerApi, sessions.get(number), "first-" + number));
                    viewers.get(viewers.size() - 1).type("sleep 1000 & cat\r");
                    viewers.add(new PatientViewer(api, sessions.get(number), "second-" + number));
                }
                String deaf = newerApi.openShell("home");
                viewers.add(new PatientViewer(newerApi, deaf, "deaf"));
                viewers.get(viewers.size() - 1).type("trap '' HUP; exec sleep 1000\r");
                ProcessHandle keeper = longshell.keeper().orElseThrow();
                await().atMost(SOON).until(() -> keeper.descendants().filter(child -> command(child).equals("sleep")).count() == SESSIONS + 1);
                await().atMost(SOON).until(() -> viewers.stream().allMatch(viewer -> viewer.snapshots() == 1));
                List<ProcessHandle> children = keeper.descendants().toList();
                long survivor = newerApi.session(deaf).get("pid").getAsLong();

                long killed = System.nanoTime();
                keeper.destroyForcibly();

                await().atMost(SOON).pollInterval(Duration.ofMillis(10)).until(() -> viewers.stream().allMatch(KeeperFaultsIT::knowsThatItIsLost));
                long told = millisSince(killed);
                await().atMost(SOON).pollInterval(Duration.ofMillis(10)).until(() -> children.stream().filter(KeeperFaultsIT::runs).map(ProcessHandle::pid).toList().equals(List.of(survivor)));
                long gone = millisSince(killed);
                System.out.printf("KeeperFaultsIT: keeper killed: %d viewers told within %d ms, %d processes gone within %d ms%n", viewers.size(), told, children.size() - 1, gone);
                assertTrue(told <= TOLD_WITHIN_MILLIS, told + " ms until the last viewer was told");
                assertTrue(gone <= GONE_WITHIN_MILLIS, gone + " ms until the children were gone");
                newerApi.end(openedSoon(newerApi));
                System.out.println("KeeperFaultsIT: beside it " + beside.judge());
                assertEquals(1, beside.connections());
                // the control: who does not listen to the hangup is seen
                assertTrue(runs(ProcessHandle.of(survivor).orElseThrow()));
                ProcessHandle.of(survivor).orElseThrow().destroyForcibly();
            }
        }
    }

    private static boolean knowsThatItIsLost(PatientViewer viewer) {
        return viewer.events().stream().anyMatch(event -> event.get("type").getAsString().equals("lost"));
    }

    private static String command(ProcessHandle process) {
        return process.info().command().map(path -> Path.of(path).getFileName().toString()).orElse("");
    }

    private static boolean runs(ProcessHandle process) {
        String state = Leaks.state(process.pid());
        return !state.isEmpty() && !state.startsWith("Z");
    }

    /** Until the next keeper is there, the answer is 503. */
    private static String openedSoon(Api api) {
        return await().atMost(SOON).ignoreExceptionsInstanceOf(AssertionError.class).until(() -> api.openShell("home"), id -> true);
    }

    @Test
    void aStoppedKeeperIsFlaggedWithinSixSecondsFailsCallsAtFiveAndGoesOnWithEveryByteWhenItMay() throws Exception {
        try (RunningLongshell longshell = RunningLongshell.start()) {
            Api api = logIn(longshell);
            Counting counting = Counting.begin(api, SESSIONS);
            ProcessHandle keeper = longshell.keeper().orElseThrow();

            Signals.send("STOP", keeper);
            long stopped = System.nanoTime();
            CompletableFuture<Long> flagged = CompletableFuture.supplyAsync(() -> awaitFlag(api, stopped));
            HttpResponse<String> waited = open(api);
            long answered = millisSince(stopped);
            long flaggedAfter = flagged.get(SOON.toSeconds(), TimeUnit.SECONDS);
            long longest = 0;
            while (millisSince(stopped) < STOPPED_MILLIS) {
                long asked = System.nanoTime();
                assertUnavailable(open(api));
                longest = Math.max(longest, millisSince(asked));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
            Signals.send("CONT", keeper);
            long continued = System.nanoTime();
            await().atMost(SOON).pollInterval(Duration.ofMillis(20)).until(() -> api.send("GET", "/api/sessions/" + counting.sessions().get(0), null).statusCode() == 200 && !isFlagged(api));
            long back = millisSince(continued);
            String counted = counting.judge();

            System.out.printf("KeeperFaultsIT: keeper stopped for %d ms: flagged after %d, a call answered after %d, later ones within %d, well again %d ms after; %s%n",
                    STOPPED_MILLIS, flaggedAfter, answered, longest, back, counted);
            assertUnavailable(waited);
            assertTrue(flaggedAfter <= FLAGGED_WITHIN_MILLIS, flaggedAfter + " ms until it was flagged");
            assertTrue(answered <= ANSWERED_WITHIN_MILLIS, answered + " ms until a call was answered");
            assertTrue(longest <= AT_ONCE_MILLIS, longest + " ms until a call was refused that could not be answered");
            assertEquals(keeper.pid(), longshell.keeper().orElseThrow().pid());
            assertTrue(keeper.isAlive());
            assertEquals(SESSIONS, counting.connections());
            counting.close();
        }
    }

    private static Api logIn(RunningLongshell longshell) throws IOException, InterruptedException {
        return new Api(longshell.baseUrl()).login(longshell.adminUsername(), longshell.adminPassword());
    }

    private static HttpResponse<String> open(Api api) throws IOException, InterruptedException {
        return api.send("POST", "/api/projects/home/sessions", Map.of("kind", "terminal"));
    }

    private static void assertUnavailable(HttpResponse<String> answer) {
        assertEquals(503, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"keeper_unavailable\""), answer.body());
    }

    /** @return milliseconds since then */
    private static long awaitFlag(Api api, long since) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> isFlagged(api));
        return millisSince(since);
    }

    private static boolean isFlagged(Api api) throws IOException, InterruptedException {
        return FLAG.matcher(api.send("GET", "/api/breakers", null).body()).find();
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }
}
