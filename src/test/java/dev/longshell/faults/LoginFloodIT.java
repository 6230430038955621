package dev.longshell.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.cli.RunningLongshell;
import dev.longshell.journey.Api;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A hundred wrong logins at once from two addresses, every two seconds, beside an open terminal: its echo's p99 at most twice the calm
 * one, health and people who are logged in answered as ever, and a right login from a third address in. The story: the echo took
 * 15 s. {@code -Dfaults.waves=n}.
 */
@Tag("faults")
class LoginFloodIT {
    private static final int WAVES = Integer.getInteger("faults.waves", 20);
    private static final int AT_ONCE = 100;
    private static final long WAVE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final Duration DURATION = Duration.ofNanos(WAVES * WAVE_NANOS);
    private static final Duration CALM = Duration.ofSeconds(10);
    private static final int PATIENCE_MILLIS = 30_000;
    /** For what answers beside it, where it is no slower when it is calm. */
    private static final long ANSWER_MILLIS = 1_000;
    private static final long LOGIN_MILLIS = 5_000;
    /** Below that a clock of a busy machine tells nothing. */
    private static final double LEAST_CALM_MILLIS = 5;

    private final AtomicInteger names = new AtomicInteger();

    @Test
    void holdsUpNobodyWhoIsLoggedInAndKeepsNobodyOut() throws Exception {
        try (RunningLongshell longshell = RunningLongshell.start()) {
            Api api = new Api(longshell.baseUrl()).login(longshell.adminUsername(), longshell.adminPassword());
            try (Echo echo = Echo.of(api)) {
                wave(longshell); // until it is compiled
                echo.during(Duration.ofSeconds(2));
                CompletableFuture<long[]> alone = CompletableFuture.supplyAsync(() -> slowest(longshell, api, CALM));
                Echo.Times calm = echo.during(CALM);
                long[] usual = alone.get();
                Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
                CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> waves(longshell, answers));
                CompletableFuture<long[]> beside = CompletableFuture.supplyAsync(() -> slowest(longshell, api, DURATION));
                Echo.Times flooded = echo.during(DURATION);
                flood.get();
                long[] slowest = beside.get();

                System.out.printf("LoginFloodIT: %d waves of %d: %s; echo calm: %s, beside them: %s; slowest of health, a call, a right login %s ms, calm %s ms%n",
                        WAVES, AT_ONCE, answers, calm, flooded, Arrays.toString(slowest), Arrays.toString(usual));
                assertEquals(WAVES * AT_ONCE, answers.values().stream().mapToLong(LongAdder::sum).sum());
                assertTrue(answers.keySet().stream().allMatch(status -> status == 401 || status == 429 || status == 503), answers::toString);
                for (int each = 0; each < 2; each++) {
                    assertTrue(slowest[each] < Math.max(ANSWER_MILLIS, 2 * usual[each]), () -> Arrays.toString(slowest) + ", calm " + Arrays.toString(usual));
                }
                assertTrue(slowest[2] < LOGIN_MILLIS, () -> Arrays.toString(slowest));
                double allowed = 2 * Math.max(LEAST_CALM_MILLIS, calm.p99() / 1e6);
                assertTrue(flooded.p99() / 1e6 <= allowed, () -> "beside them " + flooded + ", calm " + calm);
            }
        }
    }

    private void waves(RunningLongshell longshell, Map<Integer, LongAdder> answers) {
        for (int number = 0; number < WAVES; number++) {
            long began = System.nanoTime();
            wave(longshell).forEach(status -> answers.computeIfAbsent(status, absent -> new LongAdder()).increment());
            LockSupport.parkNanos(WAVE_NANOS - (System.nanoTime() - began));
        }
    }

    /** All connect first, and ask at the same moment. @return the statuses */
    private List<Integer> wave(RunningLongshell longshell) {
        CountDownLatch here = new CountDownLatch(AT_ONCE);
        List<Thread> threads = new ArrayList<>();
        int[] statuses = new int[AT_ONCE];
        for (int number = 0; number < AT_ONCE; number++) {
            int mine = number;
            Thread thread = new Thread(() -> statuses[mine] = login(longshell, "127.0.0." + (2 + mine % 2), "nobody" + names.incrementAndGet(), "wrong", here), "attacker-" + number);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            join(thread);
        }
        return Arrays.stream(statuses).boxed().toList();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** @return the status, or -1 where there was no answer */
    private static int login(RunningLongshell longshell, String from, String name, String password, CountDownLatch here) {
        byte[] body = ("{\"username\":\"" + name + "\",\"password\":\"" + password + "\"}").getBytes(StandardCharsets.US_ASCII);
        return status(longshell, from, "POST /api/auth/login HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: " + body.length, body, here);
    }

    private static int status(RunningLongshell longshell, String from, String head, byte[] body, CountDownLatch here) {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress("127.0.0.1", longshell.port()), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            here.countDown();
            here.await();
            byte[] headers = (head + "\r\nHost: 127.0.0.1:" + longshell.port() + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
            socket.getOutputStream().write(headers);
            socket.getOutputStream().write(body);
            String line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII); // HTTP/1.1 and the status
            return Integer.parseInt(line.substring("HTTP/1.1 ".length()));
        } catch (IOException | InterruptedException | RuntimeException e) {
            return -1;
        }
    }

    /** Once every half a second. @return milliseconds of the slowest: health, a call of somebody logged in, a right login */
    private static long[] slowest(RunningLongshell longshell, Api api, Duration duration) {
        long[] slowest = new long[3];
        long end = System.nanoTime() + duration.toNanos();
        for (int round = 0; System.nanoTime() - end < 0; round++) {
            slowest[0] = Math.max(slowest[0], millis(200, () -> status(longshell, "127.0.0.4", "GET /health/live HTTP/1.1", new byte[0], new CountDownLatch(0))));
            slowest[1] = Math.max(slowest[1], millis(200, () -> status(longshell, "127.0.0.4", "GET /api/projects HTTP/1.1\r\nAuthorization: Bearer " + api.token(), new byte[0],
                    new CountDownLatch(0))));
            if (round % 4 == 0) {
                slowest[2] = Math.max(slowest[2], millis(200, () -> login(longshell, "127.0.0.4", longshell.adminUsername(), longshell.adminPassword(), new CountDownLatch(0))));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        }
        return slowest;
    }

    private static long millis(int expected, java.util.function.IntSupplier call) {
        long began = System.nanoTime();
        assertEquals(expected, call.getAsInt());
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }
}
