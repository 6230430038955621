package dev.longshell.journey;

import dev.longshell.gateway.SocketPeer;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Viewers until they are sent away: of three, one is idle, one types without pause and acknowledges nothing, one reads slowly what a program says without pause. The second
 * sends bytes that nobody reads any more, the third has output in front of its close frame.
 */
final class Crowd implements AutoCloseable {
    /** How one was sent away. @param nanos of the moment, or of the failure @param code 0 when no close frame came */
    record Farewell(String viewer, int code, String reason, long nanos) {
        @Override
        public String toString() {
            return viewer + ": " + code + " " + reason;
        }
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<SocketPeer> peers = new ArrayList<>();
    private final List<Future<Farewell>> farewells = new ArrayList<>();

    /** @param talking a session whose program never falls silent @param quiet one whose program is silent */
    static Crowd of(int size, URI base, String token, String talking, String quiet) throws IOException {
        Crowd crowd = new Crowd();
        for (int number = 0; number < size; number++) {
            String viewer = List.of("idle-", "typing-", "reading-").get(number % 3) + number;
            SocketPeer peer = SocketPeer.framed(base, "/ws/terminal/" + (number % 3 == 2 ? talking : quiet) + "?viewer=" + viewer, token);
            crowd.peers.add(peer);
            peer.hello();
            boolean slowly = number % 3 == 2;
            crowd.farewells.add(crowd.threads.submit(() -> awaitFarewell(viewer, peer, slowly)));
            if (number % 3 == 1) {
                crowd.threads.execute(() -> typeOn(peer));
            }
        }
        return crowd;
    }

    private static Farewell awaitFarewell(String viewer, SocketPeer peer, boolean slowly) {
        try {
            if (slowly) {
                peer.awaitCloseReadingSlowly();
            } else {
                peer.awaitClose();
            }
            return new Farewell(viewer, peer.closeCode(), peer.closeReason(), System.nanoTime());
        } catch (IOException e) {
            return new Farewell(viewer, 0, e.toString(), System.nanoTime());
        }
    }

    private static void typeOn(SocketPeer peer) {
        try {
            while (true) {
                peer.type(".", peer.typed());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        } catch (IOException e) {
            // sent away, as awaitFarewell tells
        }
    }

    /** In the order of {@link #of}; waits for all of them. */
    List<Farewell> farewells() throws Exception {
        List<Farewell> all = new ArrayList<>();
        for (Future<Farewell> farewell : farewells) {
            all.add(farewell.get(30, TimeUnit.SECONDS));
        }
        return all;
    }

    @Override
    public void close() throws IOException {
        for (SocketPeer peer : peers) {
            peer.close();
        }
        threads.shutdownNow();
    }
}
