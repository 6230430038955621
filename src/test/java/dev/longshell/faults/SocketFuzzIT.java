package dev.longshell.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.cli.RunningLongshell;
import dev.longshell.gateway.RawWebSocket;
import dev.longshell.journey.Api;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Handshakes and frames that nobody thought of: crossed, cut, doubled and random. {@code -Dfaults.fuzz=seconds} for each of the two, {@code -Dfaults.seed=n}. No answer
 * from 500 on but 503, 505 to another HTTP and 501 to CONNECT (docs/security.md), no thread that serves requests computes for two seconds on end, and the server is as large as before.
 */
@Tag("faults")
class SocketFuzzIT {
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("faults.fuzz", 300));
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final long BUSY_MILLIS = 2_000;
    /** A look at the threads; in it no thread may compute for longer than it may at all. */
    private static final long LOOK_MILLIS = 2_200;
    private static final int PATIENCE_MILLIS = 5_000;
    private static final long SLACK_BYTES = 16 << 20;
    /** What a server may close with (docs/protocol.md), and the end without a close frame. */
    private static final List<Integer> CODES = List.of(1000, 1001, 1002, 1006, 1007, 1008, 1009, 4400, 4429);

    /** There is too much to do; and what Grizzly says to another version of HTTP (RFC 9110 section 15.6.6). */
    private static final List<String> OF_THE_ASKER = List.of("503", "505", "501");

    private final Random random = Seed.random(SocketFuzzIT.class);
    private final Map<String, Integer> outcomes = new TreeMap<>();

    private interface Blow {
        String strike() throws IOException;
    }

    @Test
    void handshakes() throws Exception {
        try (RunningLongshell longshell = RunningLongshell.start()) {
            Api api = new Api(longshell.baseUrl()).login(longshell.adminUsername(), longshell.adminPassword());
            String session = api.openShell("home");
            fuzz(longshell, () -> shakeHands(api, session));
            assertTrue(outcomes.keySet().stream().noneMatch(status -> status.startsWith("5") && !OF_THE_ASKER.contains(status)), outcomes::toString);
            assertTrue(outcomes.containsKey("101") && outcomes.containsKey("400") && outcomes.containsKey("426"), outcomes::toString);
        }
    }

    @Test
    void frames() throws Exception {
        try (RunningLongshell longshell = RunningLongshell.start()) {
            Api api = new Api(longshell.baseUrl()).login(longshell.adminUsername(), longshell.adminPassword());
            String session = api.call("POST", "/api/projects/home/sessions", Map.of("kind", "terminal", "command", new String[] {"/bin/cat"}), 201).get("id").getAsString();
            fuzz(longshell, () -> speak(api, session));
            assertTrue(outcomes.keySet().stream().allMatch(code -> CODES.contains(Integer.valueOf(code))), outcomes::toString);
            assertTrue(outcomes.containsKey("1002") && outcomes.containsKey("1009"), outcomes::toString);
        }
    }

    private void fuzz(RunningLongshell longshell, Blow blow) throws Exception {
        strike(blow, WARM_UP);
        outcomes.clear();
        Leaks leaks = Leaks.ofServer(longshell.gateway());
        long before = LiveObjects.in(longshell.gateway()).bytes();
        AtomicReference<String> busy = new AtomicReference<>();
        Thread watch = new Thread(() -> watch(longshell.gateway(), busy), "busy-threads");
        watch.start();

        strike(blow, TIME);

        watch.interrupt();
        watch.join();
        leaks.assertNone();
        long after = LiveObjects.in(longshell.gateway()).bytes();
        System.out.printf("SocketFuzzIT: %s; live objects %.1f MB before and %.1f after%n", outcomes, before / 1e6, after / 1e6);
        assertEquals(null, busy.get());
        assertTrue(after < before + SLACK_BYTES, () -> "live objects grew by " + (after - before) + " bytes");
    }

    private void strike(Blow blow, Duration time) throws IOException {
        long began = System.nanoTime();
        while (System.nanoTime() - began < time.toNanos()) {
            outcomes.merge(blow.strike(), 1, Integer::sum);
        }
    }

    private static void watch(ProcessHandle gateway, AtomicReference<String> busy) {
        try {
            BusyThreads before = BusyThreads.in(gateway);
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                BusyThreads now = BusyThreads.in(gateway);
                if (now.mostSince(before) > BUSY_MILLIS) {
                    busy.set("a thread computed for " + now.mostSince(before) + " ms of " + LOOK_MILLIS);
                }
                before = now;
            }
        } catch (InterruptedException e) {
            return; // all has been tried
        } catch (IOException | RuntimeException | AssertionError e) {
            busy.set(e.toString());
        }
    }

    // --- handshakes

    private String shakeHands(Api api, String session) throws IOException {
        List<String> lines = new ArrayList<>(List.of("Host: " + api.base().getAuthority(), "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Authorization: Bearer " + api.token(), "Sec-WebSocket-Protocol: longshell.v1"));
        for (int times = random.nextInt(4); times > 0; times--) {
            mutate(lines);
        }
        String method = random.nextInt(8) > 0 ? "GET" : pick("POST", "HEAD", "get", "OPTIONS", "CONNECT", "TRACE", "\0", "GETT");
        String version = random.nextInt(12) > 0 ? "HTTP/1.1" : pick("HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/1.2", "HTTX/1.1", "");
        String query = random.nextInt(4) > 0 ? "" : "?" + pick("cols=0", "cols=NaN", "viewer=%00", "from=9999999999999999999", "mode=x", "attempt=-1", "a=%zz", "viewer=" + "a".repeat(65));
        String request = method + " /ws/terminal/" + session + query + " " + version + "\r\n" + String.join("\r\n", lines) + "\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.base().getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            return status(socket.getInputStream());
        } catch (SocketTimeoutException e) {
            return "silent"; // it takes what came for a part of a request, and waits for the rest: at most ten seconds (SlowRequestsIT)
        } catch (IOException e) {
            return "cut";
        }
    }

    private static String status(InputStream in) throws IOException {
        byte[] line = in.readNBytes(12);
        return line.length < 12 ? "cut" : new String(line, 9, 3, StandardCharsets.ISO_8859_1);
    }

    private void mutate(List<String> lines) {
        int at = random.nextInt(lines.size());
        String line = lines.get(at);
        switch (random.nextInt(8)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(line);
            case 2 -> lines.set(at, line.substring(0, random.nextInt(line.length() + 1)));
            case 3 -> lines.set(at, line.substring(0, line.indexOf(':') + 1) + " " + new String(randomBytes(1 + random.nextInt(40)), StandardCharsets.ISO_8859_1).replaceAll("[\r\n]", " "));
            case 4 -> Collections.shuffle(lines, random);
            case 5 -> lines.add(pick("Content-Length: 5", "Content-Length: -1", "Content-Length: 99999999999999999999", "Transfer-Encoding: chunked", "Transfer-Encoding: gzip, chunked", "Expect: 100-continue",
                    "X-Tyrus-Tracing-Threshold: x", "X-Tyrus-Tracing-Accept: x", "tyrus-cluster-connection-id: x", "Cookie: JSESSIONID=x; longshell=x", "Origin: null"));
            case 6 -> lines.add("Sec-WebSocket-Extensions: " + pick("permessage-deflate", ";;;", "a; b=\"", "permessage-deflate; client_max_window_bits=99, \"", ","));
            default -> lines.set(at, line.replaceFirst(":", pick("", "::", " :", ":\t")));
        }
    }

    // --- frames

    private String speak(Api api, String session) throws IOException {
        List<String> headers = new ArrayList<>(List.of("Authorization: Bearer " + api.token()));
        if (random.nextBoolean()) {
            headers.add("Sec-WebSocket-Protocol: longshell.v1");
        }
        try (RawWebSocket socket = RawWebSocket.open(api.base(), "/ws/terminal/" + session, headers.toArray(String[]::new))) {
            try {
                for (int frames = random.nextInt(20); frames > 0; frames--) {
                    socket.send(frame());
                }
                socket.send(RawWebSocket.close(1000, ""));
                socket.endInput(); // a frame may wait for bytes that never come
            } catch (IOException e) {
                return Integer.toString(RawWebSocket.NO_CLOSE);
            }
            return Integer.toString(socket.awaitClose());
        }
    }

    private byte[] frame() {
        byte[] payload = randomBytes(random.nextInt(10) > 0 ? random.nextInt(200) : random.nextInt(100_000));
        int first = random.nextInt(5) > 0 ? pick(0x82, 0x81, 0x02, 0x01, 0x00, 0x80, 0x89, 0x8a) : random.nextInt(256);
        byte[] frame = RawWebSocket.frame(first, payload);
        switch (random.nextInt(8)) {
            case 0 -> frame[1 + random.nextInt(Math.min(13, frame.length - 1))] ^= (byte) (1 << random.nextInt(8));
            case 1 -> frame = Arrays.copyOf(frame, 1 + random.nextInt(frame.length));
            case 2 -> frame = randomBytes(1 + random.nextInt(64));
            default -> { } // as it is
        }
        return frame;
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private String pick(String... words) {
        return words[random.nextInt(words.length)];
    }

    private int pick(int... numbers) {
        return numbers[random.nextInt(numbers.length)];
    }
}
