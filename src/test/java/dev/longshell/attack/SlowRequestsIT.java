package dev.longshell.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.cli.RunningLongshell;
import dev.longshell.gateway.SocketPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Connections that cost their sender nothing and are to cost us as little. */
class SlowRequestsIT {
    private static final int EACH = 500;
    private static final int KEYS = 200;
    /** Another address of this machine: those that drip are at one. */
    private static final InetAddress ELSEWHERE = new InetSocketAddress("127.0.0.98", 0).getAddress();

    /** What one says at once, what it drips, and when it is closed: on a day on which a look at the clock comes late it may be twice the time that is promised, but never for ever. */
    private enum Manner {
        SILENT("", "", 10),
        HEADERS("", "GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Drip: " + "a".repeat(100), 10),
        BODY("POST /api/auth/login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n", " ".repeat(100), 20),
        UPGRADE("POST /api/auth/login HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n", " ".repeat(100), 20),
        FORM("POST /login.xhtml HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\n", "a".repeat(100), 20);

        private final String atOnce;
        private final byte[] drops;
        private final int promisedSeconds;

        Manner(String atOnce, String drops, int promisedSeconds) {
            this.atOnce = atOnce;
            this.drops = drops.getBytes(StandardCharsets.US_ASCII);
            this.promisedSeconds = promisedSeconds;
        }
    }

    /** A socket that says nothing, or a byte a second, and when it was closed. */
    private static final class Slow {
        private final SocketChannel socket;
        private final Manner manner;
        private final long openedAt = System.nanoTime();
        private double closedAfter = -1;
        private int said;

        Slow(URI server, Manner manner) throws IOException {
            this.manner = manner;
            socket = SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
            socket.write(StandardCharsets.US_ASCII.encode(manner.atOnce));
            socket.configureBlocking(false);
        }

        boolean isOpen() {
            return closedAfter < 0;
        }

        void look() {
            try {
                if (said < manner.drops.length && seconds() > said) {
                    socket.write(ByteBuffer.wrap(manner.drops, said++, 1));
                }
                if (socket.read(ByteBuffer.allocate(512)) < 0) {
                    close();
                }
            } catch (IOException reset) {
                close();
            }
        }

        private void close() {
            closedAfter = seconds();
            try {
                socket.close();
            } catch (IOException ignored) {
                // it is closed by its peer, which is what is looked for
            }
        }

        private double seconds() {
            return (System.nanoTime() - openedAt) / 1e9;
        }
    }

    @Test
    void a38ClosesWhoDripsARequestOrSaysNothingAndServesOthersMeanwhile() throws IOException {
        Person admin = Person.admin();
        try (SocketPeer peer = admin.attach(admin.open(admin.newProject(), "/bin/sh", "-c", "stty raw -echo; echo ready; exec cat"))) {
            peer.awaitOutput("ready");
            long alone = echo(peer, 0);
            List<Slow> all = new ArrayList<>();
            for (int i = 0; i < EACH; i++) {
                for (Manner manner : Manner.values()) {
                    all.add(new Slow(admin.server(), manner));
                }
            }
            long beside = echo(peer, KEYS);
            String login = "{\"username\":\"admin\",\"password\":\"" + RunningLongshell.shared().adminPassword() + "\"}";
            assertEquals(200, RawHttp.sendFrom(ELSEWHERE, admin.server(), "POST", "/api/auth/login", login).status());
            awaitClosed(all);
            System.out.printf("a key's echo at the median %d us, %d before%n", beside / 1000, alone / 1000);
            for (Manner manner : Manner.values()) {
                assertClosedInTime(manner, all.stream().filter(slow -> slow.manner == manner).toList());
            }
            echo(peer, 2 * KEYS);
        }
        assertEquals("rate_limit", Trail.await("request", "POST /api/auth/login", "refused", "rate_limit").get("detail").getAsString());
    }

    private static void assertClosedInTime(Manner manner, List<Slow> slow) {
        assertEquals(0, slow.stream().filter(Slow::isOpen).count(), manner + " are open");
        double first = slow.stream().mapToDouble(one -> one.closedAfter).min().orElseThrow();
        double last = slow.stream().mapToDouble(one -> one.closedAfter).max().orElseThrow();
        System.out.printf("%d %s: closed after %.1f to %.1f s%n", slow.size(), manner, first, last);
        assertTrue(last < 2 * manner.promisedSeconds, () -> manner + ": the last after " + last + " s");
    }

    private static void awaitClosed(List<Slow> all) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (all.stream().anyMatch(Slow::isOpen) && System.nanoTime() < end) {
            all.stream().filter(Slow::isOpen).forEach(Slow::look);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** @return nanoseconds of a key until its echo, at the median */
    private static long echo(SocketPeer peer, int from) throws IOException {
        long[] times = new long[KEYS];
        for (int i = 0; i < KEYS; i++) {
            long start = System.nanoTime();
            String key = "<" + (from + i) + ">";
            peer.type(key, peer.typed());
            peer.awaitOutput(key);
            times[i] = System.nanoTime() - start;
        }
        Arrays.sort(times);
        return times[KEYS / 2];
    }
}
