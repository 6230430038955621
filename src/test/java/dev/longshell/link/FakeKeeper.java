package dev.longshell.link;

import dev.longshell.wire.Frame;
import dev.longshell.wire.FrameSplitter;
import dev.longshell.wire.Hello;
import dev.longshell.wire.Json;
import dev.longshell.wire.KeeperHome;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.Tag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The other end of the Unix socket, which does what a test says and nothing by itself; it blocks. */
final class FakeKeeper implements AutoCloseable {
    private final KeeperHome home;
    private final ServerSocketChannel door;
    private final List<Peer> peers = new ArrayList<>();

    private FakeKeeper(KeeperHome home, ServerSocketChannel door) {
        this.home = home;
        this.door = door;
    }

    /** Listens in that LONGSHELL_HOME; a socket file in it is replaced. */
    static FakeKeeper in(Path longshellHome) {
        KeeperHome home = KeeperHome.of(longshellHome);
        try {
            Files.createDirectories(home.directory());
            Files.writeString(home.secret(), "0".repeat(64));
            Files.deleteIfExists(home.socket());
            ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            door.bind(UnixDomainSocketAddress.of(home.socket()));
            return new FakeKeeper(home, door);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the next connection and reads nothing of it. */
    Peer accept() {
        try {
            Peer peer = new Peer(door.accept());
            peers.add(peer);
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a control connection, greets it and answers its first question with no sessions. */
    Peer welcome() {
        Peer peer = accept();
        peer.next(Tag.HELLO);
        peer.greet(Protocol.VERSION);
        peer.reply(peer.next(Tag.REQUEST).getInt(), "[]");
        return peer;
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Peer peer : peers) {
                peer.close();
            }
            Files.deleteIfExists(home.socket());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One connection. */
    static final class Peer {
        private final SocketChannel channel;
        private final FrameSplitter splitter = new FrameSplitter();
        private final Deque<ByteBuffer> frames = new ArrayDeque<>();
        private final ByteBuffer buffer = ByteBuffer.allocate(64 << 10);

        private Peer(SocketChannel channel) {
            this.channel = channel;
        }

        /** The next frame of that tag, behind the tag; others are skipped. */
        ByteBuffer next(byte tag) {
            while (true) {
                ByteBuffer frame = next();
                if (frame.get() == tag) {
                    return frame;
                }
            }
        }

        private ByteBuffer next() {
            try {
                while (frames.isEmpty()) {
                    if (channel.read(buffer.clear()) < 0) {
                        throw new AssertionError("the gateway left");
                    }
                    splitter.accept(buffer.flip(), frames::add);
                }
                return frames.poll();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void greet(int version) {
            send(Frame.hello(version, Json.write(new Hello("fake", null, 1))));
        }

        void reply(int number, String json) {
            send(Frame.numbered(Tag.REPLY, number, json));
        }

        void send(ByteBuffer frame) {
            sendRaw(FrameSplitter.withLength(frame));
        }

        void sendRaw(ByteBuffer bytes) {
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
