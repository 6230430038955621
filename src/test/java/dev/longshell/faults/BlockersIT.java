package dev.longshell.faults;

import static dev.longshell.gateway.RawWebSocket.BINARY;
import static dev.longshell.gateway.RawWebSocket.CONTINUATION;
import static dev.longshell.gateway.RawWebSocket.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.longshell.cli.RunningLongshell;
import dev.longshell.gateway.RawWebSocket;
import dev.longshell.journey.Api;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The two ways in which strangers could end a server: an observer's link that sends empty continuations without end on sockets that come again and again, and JSON that
 * never closes. Against a gateway with a heap of 512 MB, which the first filled within 40 MB sent. {@code -Dfaults.blockers=seconds}; {@code -Dfaults.bodies=false}
 * leaves the bodies out.
 */
@Tag("faults")
class BlockersIT {
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("faults.blockers", 60));
    private static final boolean BODIES = Boolean.parseBoolean(System.getProperty("faults.bodies", "true"));
    private static final String HEAP = "-Xmx512m";
    private static final Duration CALM = Duration.ofSeconds(15);
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final int HANDS = 2;
    /** Between a hand's two sockets: what is measured is what they cost the server, not what they take from the machine that they share with it. */
    private static final long PAUSE_NANOS = 100_000_000;
    /** Between two bursts: 6 MB/s a hand, which fill the heap of a server without its guard in seconds, and are no flood of the loopback. */
    private static final long BETWEEN_BURSTS_NANOS = 1_000_000;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final byte[] BURST = burst(1_024);
    /** Of the live objects: what is loaded late, and the audit's rows on their way. */
    private static final long SLACK_BYTES = 8 << 20;

    private static byte[] burst(int frames) {
        byte[] one = frame(CONTINUATION, new byte[0]);
        byte[] burst = new byte[frames * one.length];
        for (int at = 0; at < burst.length; at += one.length) {
            System.arraycopy(one, 0, burst, at, one.length);
        }
        return burst;
    }

    private final LongAdder sockets = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder bodies = new LongAdder();
    private final LongAdder failures = new LongAdder();

    @Test
    void leaveTheHeapFlatAndOthersTheirEcho() throws Exception {
        try (RunningLongshell longshell = RunningLongshell.start(Map.of("JAVA_TOOL_OPTIONS", HEAP))) {
            Api api = new Api(longshell.baseUrl()).login(longshell.adminUsername(), longshell.adminPassword());
            long pid = longshell.gateway().pid();
            try (Echo echo = Echo.of(api)) {
                String secret = observersLink(api, echo.session());
                attack(api, echo, secret, WARM_UP);
                Echo.Times calm = echo.during(CALM);
                long before = LiveObjects.in(longshell.gateway()).bytes();

                Echo.Times beside = attack(api, echo, secret, TIME);

                long after = LiveObjects.in(longshell.gateway()).bytes();
                System.out.printf("BlockersIT: %d s, %d sockets with %.1f MB, %d bodies; echo alone: %s, beside them: %s; live objects %.1f MB before and %.1f after%n", TIME.toSeconds(), sockets.sum(),
                        bytes.sum() / 1e6, bodies.sum(), calm, beside, before / 1e6, after / 1e6);
                assertEquals(pid, longshell.gateway().pid(), "the same server");
                assertEquals(0, failures.sum(), "sockets that were not closed with 1008");
                assertTrue(sockets.sum() > TIME.toSeconds(), "it was hardly attacked");
                assertTrue(after < before + SLACK_BYTES, () -> "live objects grew by " + (after - before) + " bytes");
                assertTrue(beside.p99() <= 2 * calm.p99(), () -> "alone: " + calm + ", beside them: " + beside);
            }
        }
    }

    private static String observersLink(Api api, String session) throws IOException, InterruptedException {
        JsonObject made = api.call("POST", "/api/sessions/" + session + "/shares", Map.of("name", "Eve", "role", "observer", "expiresInMinutes", 60), 201);
        String link = made.get("link").getAsString();
        return link.substring(link.indexOf('#') + 1);
    }

    private Echo.Times attack(Api api, Echo echo, String secret, Duration time) throws IOException, InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        Thread[] hands = new Thread[BODIES ? 2 * HANDS : HANDS];
        for (int hand = 0; hand < hands.length; hand++) {
            Runnable blow = hand < HANDS ? () -> continueForEver(api, echo.session(), secret, over) : () -> sendABodyWithoutEnd(api);
            hands[hand] = new Thread(() -> {
                while (!over.get()) {
                    blow.run();
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }, "hand-" + hand);
            hands[hand].start();
        }
        try {
            return echo.during(time);
        } finally {
            over.set(true);
            for (Thread hand : hands) {
                hand.join();
            }
        }
    }

    /** Until it is closed. */
    private void continueForEver(Api api, String session, String secret, AtomicBoolean over) {
        try (RawWebSocket socket = RawWebSocket.open(api.base(), "/ws/terminal/" + session, "Authorization: Share " + secret)) {
            socket.send(frame(BINARY, new byte[0]));
            sockets.increment();
            try {
                for (int time = 0; time < 2 || time < 10_000 && !over.get(); time++) {
                    socket.send(BURST);
                    bytes.add(BURST.length);
                    LockSupport.parkNanos(BETWEEN_BURSTS_NANOS);
                }
            } catch (IOException e) {
                return; // it was cut off while it still sent: as good as a close frame
            }
            if (socket.awaitClose() != 1008) {
                failures.increment();
            }
        } catch (IOException e) {
            System.out.println("BlockersIT: " + e);
            failures.increment();
        }
    }

    private void sendABodyWithoutEnd(Api api) {
        String body = bodies.sum() % 2 == 0 ? "{\"a\":{" : "{\"a\":[";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.base().getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/auth/login HTTP/1.1\r\nHost: " + api.base().getAuthority() + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.US_ASCII));
            bodies.increment();
            String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            if (!status.endsWith(" 400") && !status.endsWith(" 429")) {
                System.out.println("BlockersIT: a body was answered with " + status);
                failures.increment();
            }
        } catch (IOException e) {
            System.out.println("BlockersIT: " + e);
            failures.increment();
        }
    }
}
