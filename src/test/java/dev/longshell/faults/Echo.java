package dev.longshell.faults;

import dev.longshell.cli.WebSocketClient;
import dev.longshell.journey.Api;
import dev.longshell.wire.Frame;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.Tag;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/** A terminal that was attached before, and how long each key takes to come back from its {@code cat}; knows nothing of what happens beside it. */
final class Echo implements AutoCloseable {
    private static final String CAT = "stty raw -echo; printf rea''dy.; exec cat\r";
    private static final String READY = "ready.";
    private static final byte[] KEY = {'x'};
    /** Between two keys: a fast typist's hundred a second. */
    private static final long PAUSE_NANOS = 10_000_000;

    private final Api api;
    private final String session;
    private final WebSocketClient socket;
    private long typed;

    private Echo(Api api, String session, WebSocketClient socket) {
        this.api = api;
        this.session = session;
        this.socket = socket;
    }

    /** Times in order. */
    record Times(long[] nanos) {
        long median() {
            return nanos[nanos.length / 2];
        }

        long p99() {
            return nanos[nanos.length * 99 / 100];
        }

        long most() {
            return nanos[nanos.length - 1];
        }

        @Override
        public String toString() {
            return String.format("%d keys, median %.2f ms, p99 %.2f ms, most %.1f ms", nanos.length, median() / 1e6, p99() / 1e6, most() / 1e6);
        }
    }

    static Echo of(Api api) throws IOException, InterruptedException {
        String session = api.openShell("home");
        Echo echo = new Echo(api, session, WebSocketClient.open(api.base().resolve("/ws/terminal/" + session),
                Map.of("Authorization", "Bearer " + api.token(), "Sec-WebSocket-Protocol", Protocol.SUBPROTOCOL)));
        echo.type(CAT.getBytes(StandardCharsets.US_ASCII));
        StringBuilder output = new StringBuilder();
        while (output.indexOf(READY) < 0) {
            output.append(echo.read());
        }
        return echo;
    }

    String session() {
        return session;
    }

    private void type(byte[] keys) throws IOException {
        socket.send(Frame.input(typed, keys));
        typed += keys.length;
    }

    /** The next output. @throws IOException when the socket was closed */
    private String read() throws IOException {
        for (ByteBuffer frame = socket.receive(); frame != null; frame = socket.receive()) {
            byte tag = frame.get();
            if (tag == Tag.OUTPUT || tag == Tag.SNAPSHOT) {
                long offset = frame.getLong();
                socket.send(Frame.number(Tag.ACK, offset + (tag == Tag.OUTPUT ? frame.remaining() : 0)));
                return Frame.text(frame);
            }
        }
        throw new IOException("closed " + socket.closeCode());
    }

    /** Types a key and waits for it, again and again. */
    Times during(Duration time) throws IOException {
        LongStream.Builder nanos = LongStream.builder();
        long began = System.nanoTime();
        while (System.nanoTime() - began < time.toNanos()) {
            long pressed = System.nanoTime();
            type(KEY);
            read();
            nanos.add(System.nanoTime() - pressed);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return new Times(nanos.build().sorted().toArray());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        socket.close();
        api.end(session);
    }
}
