package dev.longshell.faults;

import dev.longshell.cli.WebSocketClient;
import dev.longshell.journey.Api;
import dev.longshell.wire.Frame;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.Tag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A lossless viewer on a slow line, until the server closes: what it received, and in which order; knows nothing of what the bytes mean. */
final class ThrottledViewer {
    private static final System.Logger LOG = System.getLogger(ThrottledViewer.class.getName());

    private final WebSocketClient socket;
    private final long bytesPerSecond;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final long began = System.nanoTime();
    private String exit = "";
    private int bytesBeforeExit = -1;
    private int snapshots;

    private ThrottledViewer(WebSocketClient socket, long bytesPerSecond) {
        this.socket = socket;
        this.bytesPerSecond = bytesPerSecond;
    }

    /** Attaches, types that, and reads and acknowledges at that pace. */
    static ThrottledViewer readToTheEnd(Api api, String session, String typed, long bytesPerSecond) throws IOException {
        URI address = api.base().resolve("/ws/terminal/" + session + "?mode=lossless");
        try (WebSocketClient socket = WebSocketClient.open(address, Map.of("Authorization", "Bearer " + api.token(), "Sec-WebSocket-Protocol", Protocol.SUBPROTOCOL))) {
            ThrottledViewer viewer = new ThrottledViewer(socket, bytesPerSecond);
            if (!typed.isEmpty()) {
                socket.send(Frame.input(0, typed.getBytes(StandardCharsets.UTF_8)));
            }
            for (ByteBuffer frame = socket.receive(); frame != null; frame = socket.receive()) {
                viewer.take(frame);
            }
            return viewer;
        }
    }

    private void take(ByteBuffer frame) throws IOException {
        switch (frame.get()) {
            case Tag.SNAPSHOT -> {
                snapshots++;
                acknowledge(frame.getLong());
            }
            case Tag.OUTPUT -> {
                long next = frame.getLong() + frame.remaining();
                output.writeBytes(Frame.bytes(frame));
                LockSupport.parkNanos(output.size() * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond - (System.nanoTime() - began)); // the slow line
                acknowledge(next);
            }
            case Tag.EVENT -> event(Frame.text(frame));
            default -> { } // INPUT_ACK, PONG
        }
    }

    /** A server that has closed meanwhile hears it no more; its close frame is read next, or the end of the stream, which fails. */
    private void acknowledge(long offset) throws IOException {
        try {
            socket.send(Frame.number(Tag.ACK, offset));
        } catch (SocketException e) {
            LOG.log(System.Logger.Level.DEBUG, "an ACK came too late", e);
        }
    }

    private void event(String event) {
        if (event.contains("\"type\":\"exit\"")) {
            exit = event;
            bytesBeforeExit = output.size();
        }
    }

    byte[] output() {
        return output.toByteArray();
    }

    String lastWords() {
        byte[] bytes = output.toByteArray();
        int from = Math.max(0, bytes.length - 60);
        return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8).replace("\r\n", " ") + ", closed " + closeCode();
    }

    /** The exit event; empty when none came. */
    String exit() {
        return exit;
    }

    /** Output received before the exit event; -1 when none came. */
    int bytesBeforeExit() {
        return bytesBeforeExit;
    }

    int closeCode() {
        return socket.closeCode();
    }

    /** A second snapshot: output was left out. */
    boolean skipped() {
        return snapshots > 1;
    }
}
