package dev.longshell.keeper;

import dev.longshell.wire.Attach;
import dev.longshell.wire.Build;
import dev.longshell.wire.Call;
import dev.longshell.wire.Frame;
import dev.longshell.wire.FrameSplitter;
import dev.longshell.wire.Hello;
import dev.longshell.wire.Json;
import dev.longshell.wire.KeeperHome;
import dev.longshell.wire.OpenSession;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.Refusal;
import dev.longshell.wire.SessionReport;
import dev.longshell.wire.Tag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** A gateway's end of the Unix socket, as plain as can be: it blocks, and reads only when asked. */
final class TestLink implements AutoCloseable {
    private final SocketChannel channel;
    private final FrameSplitter splitter = new FrameSplitter();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);
    private final Deque<ByteBuffer> frames = new ArrayDeque<>();
    private int requests;

    private TestLink(SocketChannel channel) {
        this.channel = channel;
    }

    /** Connected, and nothing said. */
    static TestLink connect(KeeperHome home) {
        try {
            return new TestLink(SocketChannel.open(UnixDomainSocketAddress.of(home.socket())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connected and greeted. */
    static TestLink greeted(KeeperHome home) {
        TestLink link = connect(home);
        link.greet(Protocol.VERSION, secret(home));
        ByteBuffer answer = link.next();
        if (answer.get() != Tag.HELLO) {
            throw new AssertionError("no HELLO: " + Frame.text(answer));
        }
        return link;
    }

    static String secret(KeeperHome home) {
        try {
            return Files.readString(home.secret()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void greet(int version, String secret) {
        send(Frame.hello(version, Json.write(new Hello(Build.id(), secret, ProcessHandle.current().pid()))));
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

    /** The next frame, position at its tag; null at the end. */
    ByteBuffer next() {
        try {
            while (frames.isEmpty()) {
                if (channel.read(buffer.clear()) < 0) {
                    return null;
                }
                splitter.accept(buffer.flip(), frames::add);
            }
            return frames.poll();
        } catch (IOException e) {
            return null;
        }
    }

    /** The next frame of that tag; others are skipped. */
    ByteBuffer next(byte tag) {
        for (ByteBuffer frame = next(); frame != null; frame = next()) {
            if (frame.get(0) == tag) {
                return frame.position(1);
            }
        }
        throw new AssertionError("The connection ended before a frame " + Integer.toHexString(tag & 0xff));
    }

    /** What a CLOSE frame says. */
    record Close(int code, String reason) {
    }

    /** The CLOSE frame, after which the connection must end. */
    Close awaitClose() {
        ByteBuffer frame = next(Tag.CLOSE);
        if (next() != null) {
            throw new AssertionError("a frame after CLOSE");
        }
        return new Close(Short.toUnsignedInt(frame.getShort()), Frame.text(frame));
    }

    /** That of {@link #awaitClose}. */
    int closeCode() {
        return awaitClose().code();
    }

    /** The JSON of a REPLY, or that of a REFUSAL as an error. */
    String call(Call call) {
        int number = ++requests;
        send(Frame.numbered(Tag.REQUEST, number, Json.write(call)));
        while (true) {
            ByteBuffer frame = next();
            byte tag = frame.get();
            if (tag == Tag.REPLY || tag == Tag.REFUSAL) {
                if (frame.getInt() != number) {
                    throw new AssertionError("an answer to another request");
                }
                String json = Frame.text(frame);
                if (tag == Tag.REFUSAL) {
                    throw new Refused(Json.read(json, Refusal.class));
                }
                return json;
            }
        }
    }

    /** Opens a session that runs a shell command. */
    SessionReport open(String id, String... command) {
        return Json.read(call(Call.open(session(id, command))), SessionReport.class);
    }

    SessionReport inspect(String id) {
        return Json.read(call(Call.of(Call.Verb.INSPECT, id)), SessionReport.class);
    }

    static OpenSession session(String id, String... command) {
        return new OpenSession(id, "terminal", List.of(command), "/tmp",
                Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "TERM", "xterm-256color", "LANG", "C.UTF-8", "PS1", "$ "), 80, 24, 1000, false);
    }

    static Attach driver(String session, String viewer, Long from) {
        return new Attach(session, viewer, from, null, null, Attach.Role.OPERATOR, Attach.Mode.LEAPING);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the keeper refused. */
    static final class Refused extends RuntimeException {
        private final String fault;

        Refused(Refusal refusal) {
            super(refusal.fault() + ": " + refusal.message());
            this.fault = refusal.fault();
        }

        String fault() {
            return fault;
        }
    }
}
