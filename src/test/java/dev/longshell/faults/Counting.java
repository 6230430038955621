package dev.longshell.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.journey.Api;
import dev.longshell.journey.PatientViewer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Sessions that count, each to its viewer and its viewer to it, and the judge of what came; knows nothing of what befalls them meanwhile. */
final class Counting implements AutoCloseable {
    private static final Duration RETURN = Duration.ofSeconds(90);
    private static final long KEY_PERIOD_MILLIS = 50;
    /**
     * Counts twenty a second, and repeats what it is told, without echo, so that its output is the two sequences and nothing else. Two loops: one that reads with a
     * timeout loses a line of 160 by itself, on a bare terminal. It begins with an empty line, for bash says "[1] 4711" before or after the first number.
     */
    private static final String COUNT = "stty -echo; (echo; exec {idle}<> <(:); i=0; while :; do echo \"n=$((i++))\"; read -r -t 0.05 -u $idle; done) & "
            + "while read -r line; do echo \"got=$line\"; done\r";
    private static final Pattern NUMBER = Pattern.compile("\nn=(\\d+)\r");
    private static final Pattern HEARD = Pattern.compile("\ngot=(\\d+)\r");

    private final Api api;
    private final List<String> sessions = new ArrayList<>();
    private final List<PatientViewer> viewers = new ArrayList<>();
    private final AtomicInteger typed = new AtomicInteger();
    private final ScheduledExecutorService typist = Executors.newSingleThreadScheduledExecutor();

    private Counting(Api api) {
        this.api = api;
    }

    static Counting begin(Api api, int sessions) throws IOException, InterruptedException {
        return begin(api, api, sessions);
    }

    /** @param api opens and ends the sessions @param road the way that their viewers come */
    static Counting begin(Api api, Api road, int sessions) throws IOException, InterruptedException {
        Counting counting = new Counting(api);
        for (int number = 0; number < sessions; number++) {
            counting.sessions.add(api.openShell("home"));
            PatientViewer viewer = new PatientViewer(road, counting.sessions.get(number), "counter-" + number);
            counting.viewers.add(viewer);
            viewer.type(COUNT);
        }
        await().atMost(RETURN).until(() -> counting.viewers.stream().allMatch(viewer -> found(NUMBER, viewer).size() > 10));
        counting.typist.scheduleAtFixedRate(counting::typeNext, 0, KEY_PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return counting;
    }

    private void typeNext() {
        int number = typed.getAndIncrement();
        viewers.forEach(viewer -> viewer.type(number + "\r"));
    }

    List<String> sessions() {
        return List.copyOf(sessions);
    }

    /** Made by all viewers so far. */
    int connections() {
        return viewers.stream().mapToInt(PatientViewer::connections).sum();
    }

    /** Types no more, waits until every session has heard all of it, and fails where anything was lost, doubled, swapped or left out. @return what there was, in words */
    String judge() throws InterruptedException {
        typist.shutdown();
        assertTrue(typist.awaitTermination(5, TimeUnit.SECONDS));
        int last = typed.get();
        await().atMost(RETURN).untilAsserted(() -> assertEquals(List.of(), viewers.stream().filter(viewer -> found(HEARD, viewer).size() < last).map(viewer -> lacking(viewer, last)).toList()));
        long numbers = 0;
        for (PatientViewer viewer : viewers) {
            List<Integer> seen = found(NUMBER, viewer); // one look, for the counting goes on
            assertCounted(seen);
            assertCounted(found(HEARD, viewer));
            assertEquals(last, found(HEARD, viewer).size());
            assertEquals(1, viewer.snapshots());
            numbers += seen.size();
        }
        return sessions.size() + " sessions, " + numbers + " numbers out, " + (long) last * sessions.size() + " lines in, " + connections() + " connections, nothing lost, nothing doubled";
    }

    @Override
    public void close() throws IOException, InterruptedException {
        typist.shutdownNow();
        viewers.forEach(PatientViewer::close);
        for (String session : sessions) {
            api.end(session);
        }
    }

    /** From 0 on, each once, in order. */
    static void assertCounted(List<Integer> numbers) {
        for (int place = 0; place < numbers.size(); place++) {
            List<Integer> around = numbers.subList(Math.max(0, place - 3), Math.min(numbers.size(), place + 3));
            assertEquals(place, numbers.get(place), () -> "among " + around);
        }
    }

    private static String lacking(PatientViewer viewer, int last) {
        return "heard " + found(HEARD, viewer).size() + " of " + last + " over " + viewer.connections() + " connections" + (viewer.finalCode() == null ? "" : ", ended by " + viewer.finalCode());
    }

    private static List<Integer> found(Pattern number, PatientViewer viewer) {
        return numbers(number, viewer.output());
    }

    private static List<Integer> numbers(Pattern number, String output) {
        return number.matcher(output).results().map(match -> Integer.valueOf(match.group(1))).toList();
    }

    /** What the sessions said in that output. */
    static List<Integer> said(String output) {
        return numbers(NUMBER, output);
    }
}
