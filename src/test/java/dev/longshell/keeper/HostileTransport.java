package dev.longshell.keeper;

import dev.longshell.wire.KeeperHome;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A keeper's socket at which much goes wrong, by seed: half of all connections end at once; of what is written one piece in ten comes short, and one in ten breaks the
 * connection in its midst. Knows nothing of frames.
 */
final class HostileTransport implements AutoCloseable {
    private static final int MOST_BYTES = 16 << 10;
    private static final double REFUSED = 0.5;
    private static final double BROKEN = 0.1;
    private static final double SHORT = 0.1;

    private final KeeperHome keeper;
    private final KeeperHome home;
    private final Random random;
    private final ServerSocketChannel door;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger breaks = new AtomicInteger();

    /** @param directory where its own socket is to be, beside a copy of the keeper's secret */
    HostileTransport(KeeperHome keeper, Path directory, long seed) throws IOException {
        this.keeper = keeper;
        this.home = KeeperHome.of(directory);
        this.random = new Random(seed);
        Files.createDirectories(home.directory());
        Files.copy(keeper.secret(), home.secret());
        door = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(home.socket()));
        start(this::serve);
    }

    KeeperHome home() {
        return home;
    }

    /** Connections that were broken. */
    int breaks() {
        return breaks.get();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "hostile-transport");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        while (door.isOpen()) {
            try {
                SocketChannel client = door.accept();
                if (falls(REFUSED)) {
                    client.close();
                    continue;
                }
                SocketChannel behind = SocketChannel.open(UnixDomainSocketAddress.of(keeper.socket()));
                open.add(client);
                open.add(behind);
                start(() -> carry(client, behind));
                start(() -> carry(behind, client));
            } catch (IOException e) {
                close(); // the test is over
            }
        }
    }

    private synchronized boolean falls(double probability) {
        return random.nextDouble() < probability;
    }

    private synchronized int upTo(int most) {
        return 1 + random.nextInt(most);
    }

    private void carry(SocketChannel from, SocketChannel to) {
        ByteBuffer piece = ByteBuffer.allocate(MOST_BYTES);
        try (from; to) {
            while (from.read(piece.clear().limit(upTo(MOST_BYTES))) >= 0) {
                piece.flip();
                if (falls(BROKEN)) {
                    breaks.incrementAndGet();
                    to.write(piece.limit(piece.limit() / 2));
                    return;
                }
                if (falls(SHORT)) {
                    to.write(piece.slice(0, 1));
                    piece.position(1);
                }
                while (piece.hasRemaining()) {
                    to.write(piece);
                }
            }
        } catch (IOException e) {
            breaks.incrementAndGet(); // the other direction broke
        }
    }

    @Override
    public void close() {
        try {
            door.close();
            for (SocketChannel channel : open) {
                channel.close();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
