package dev.longshell.attack;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.gateway.SocketPeer;
import java.io.IOException;
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
    /** Ten seconds are promised (9.8 when nothing else runs); on a day on which a look at the clock comes late it may be more, but never for ever. */
    private static final double CLOSED_WITHIN_SECONDS = 20;
    private static final byte[] REQUEST = "GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Drip: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".getBytes(StandardCharsets.US_ASCII);

    /** A socket that says nothing, or a byte of its request a second, and when it was closed. */
    private static final class Slow {
        private final SocketChannel socket;
        private final boolean drips;
        private final long openedAt = System.nanoTime();
        private double closedAfter = -1;
        private int said;

        Slow(URI server, boolean drips) throws IOException {
            this.drips = drips;
            socket = SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
            socket.configureBlocking(false);
        }

        boolean isOpen() {
            return closedAfter < 0;
        }

        void look() {
            try {
                if (drips && said < REQUEST.length && seconds() > said) {
                    socket.write(ByteBuffer.wrap(REQUEST, said++, 1));
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
    void a38ClosesWhoDripsARequestAndWhoSaysNothingAndNobodyElse() throws IOException {
        Person admin = Person.admin();
        URI server = admin.server();
        try (SocketPeer peer = admin.attach(admin.open(admin.newProject(), "/bin/sh", "-c", "stty raw -echo; echo ready; exec cat"))) {
            peer.awaitOutput("ready");
            long alone = echo(peer, 0);
            List<Slow> all = new ArrayList<>();
            for (int i = 0; i < EACH; i++) {
                all.add(new Slow(server, true));
                all.add(new Slow(server, false));
            }
            long beside = echo(peer, KEYS);
            awaitClosed(all);
            double last = all.stream().mapToDouble(slow -> slow.closedAfter).max().orElseThrow();
            System.out.printf("%d that drip and %d that are silent: closed after %.1f to %.1f s; a key's echo at the median %d us, %d before%n", EACH, EACH,
                    all.stream().mapToDouble(slow -> slow.closedAfter).min().orElseThrow(), last, beside / 1000, alone / 1000);
            assertTrue(all.stream().noneMatch(Slow::isOpen), () -> all.stream().filter(Slow::isOpen).count() + " are open, of them dripping " + all.stream().filter(slow -> slow.isOpen() && slow.drips).count());
            assertTrue(last < CLOSED_WITHIN_SECONDS, () -> "the last after " + last + " s");
            echo(peer, 2 * KEYS);
        }
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
