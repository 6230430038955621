package dev.longshell.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.cli.RunningLongshell;
import dev.longshell.journey.Api;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Fault 16, the second half: two thousand bare handshakes a second, or as many as the machine gives: half of them by nobody, half with a login, each on a connection of its own that is
 * broken off when it is answered. {@code -Dfaults.handshakes=seconds}, {@code -Dfaults.rate=n} a second.
 */
@Tag("faults")
class HandshakesIT {
    private static final long SECONDS = Integer.getInteger("faults.handshakes", 30);
    private static final long A_SECOND = Integer.getInteger("faults.rate", 2_000);
    private static final int HANDS = 32;
    private static final int COUNTING = 4;
    private static final Duration ALONE = Duration.ofSeconds(5);
    private static final int PATIENCE_MILLIS = 60_000;
    private static final long SECOND_NANOS = 1_000_000_000;
    /** A socket; no login; too many; no time for more just now. */
    private static final Set<String> BY_RULE = Set.of("101", "401", "429", "503");

    @Test
    void areAllAnsweredAndNobodyWhoIsAttachedLosesAnything() throws Exception {
        try (RunningLongshell longshell = RunningLongshell.start(Map.of("WS_MAX_CONNECTIONS", "1000"))) {
            Api api = new Api(longshell.baseUrl()).login(longshell.adminUsername(), longshell.adminPassword());
            try (Counting counting = Counting.begin(api, COUNTING); Echo echo = Echo.of(api)) {
                String session = counting.sessions().get(0);
                shakeHands(api, session, 2); // until the pools have grown as far as they will
                List<Leaks> leaks = List.of(Leaks.ofServer(longshell.gateway()), Leaks.from(longshell.keeper().orElseThrow()));
                Echo.Times alone = echo.during(ALONE);

                CompletableFuture<Map<String, LongAdder>> answers = CompletableFuture.supplyAsync(() -> shakeHands(api, session, SECONDS));
                Echo.Times beside = echo.during(Duration.ofSeconds(SECONDS));
                Map<String, LongAdder> counts = answers.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);

                long all = counts.values().stream().mapToLong(LongAdder::sum).sum();
                System.out.printf("HandshakesIT: %d handshakes in %d s: %s; echo alone: %s, beside them: %s%n", all, SECONDS, counts, alone, beside);
                assertTrue(BY_RULE.containsAll(counts.keySet()), counts::toString);
                assertTrue(counts.containsKey("101") && counts.containsKey("401"), counts::toString);
                for (Leaks process : leaks) {
                    process.assertNone();
                }
                int connections = counting.connections();
                System.out.println("HandshakesIT: " + counting.judge());
                assertEquals(COUNTING, connections, "nobody was sent away");
            }
        }
    }

    /** @return how many were answered with which status, or not */
    private static Map<String, LongAdder> shakeHands(Api api, String session, long seconds) {
        Map<String, LongAdder> answers = new ConcurrentHashMap<>();
        long began = System.nanoTime();
        List<Thread> hands = new ArrayList<>();
        for (int hand = 0; hand < HANDS; hand++) {
            int first = hand;
            Thread thread = new Thread(() -> {
                long between = SECOND_NANOS / A_SECOND;
                for (long number = first; ; number += HANDS) {
                    long now = System.nanoTime() - began;
                    if (now > seconds * SECOND_NANOS) {
                        return;
                    }
                    LockSupport.parkNanos(number * between - now); // so many a second
                    answers.computeIfAbsent(shakeHands(api, session, number % 2 == 0), status -> new LongAdder()).increment();
                }
            }, "hand-" + hand);
            thread.start();
            hands.add(thread);
        }
        for (Thread hand : hands) {
            join(hand);
        }
        return answers;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** @return the status, or what came in its place */
    private static String shakeHands(Api api, String session, boolean known) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.base().getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setSoLinger(true, 0); // breaks off, and leaves the kernel no connection to remember
            socket.getOutputStream().write(("GET /ws/terminal/" + session + " HTTP/1.1\r\nHost: " + api.base().getAuthority() + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + (known ? "Authorization: Bearer " + api.token() + "\r\n" : "") + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            String line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII); // HTTP/1.1 and the status
            return line.replaceFirst("^HTTP/1\\.1 ", "");
        } catch (IOException e) {
            return e.toString();
        }
    }
}
