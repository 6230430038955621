package dev.longshell.gateway;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.longshell.cli.WebSocketClient;
import dev.longshell.wire.Frame;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.Tag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A page or a plain client at a socket of the gateway under test; fails where the output has a gap. */
public final class SocketPeer implements AutoCloseable {
    private static final Duration CLOSED_WITHIN = Duration.ofMinutes(5);

    private final WebSocketClient socket;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private long typed;
    private long next = -1;
    private String lastEvent = "";

    private SocketPeer(WebSocketClient socket) {
        this.socket = socket;
    }

    public static SocketPeer framed(URI base, String path, String token) throws IOException {
        return new SocketPeer(WebSocketClient.open(base.resolve(path), Map.of("Authorization", "Bearer " + token, "Sec-WebSocket-Protocol", Protocol.SUBPROTOCOL)));
    }

    /** Somebody who came by a share link. */
    public static SocketPeer guest(URI base, String path, String secret) throws IOException {
        return new SocketPeer(WebSocketClient.open(base.resolve(path), Map.of("Sec-WebSocket-Protocol", Protocol.SUBPROTOCOL + ", longshell.share." + secret)));
    }

    public static SocketPeer plain(URI base, String path, String token) throws IOException {
        return new SocketPeer(WebSocketClient.open(base.resolve(path), Map.of("Authorization", "Bearer " + token)));
    }

    /** The text of the first frame. */
    public String hello() throws IOException {
        return Frame.text(socket.receive().position(1));
    }

    public SocketPeer resumedFrom(long offset) {
        next = offset;
        return this;
    }

    public void type(String text, long offset) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        socket.send(Frame.input(offset, bytes));
        typed = offset + bytes.length;
    }

    public void send(byte... frame) throws IOException {
        socket.send(ByteBuffer.wrap(frame));
    }

    public void sendText(String text) throws IOException {
        socket.sendText(text);
    }

    /** Reads frames until the output holds that text. @return offset behind the last byte */
    public long awaitOutput(String text) throws IOException {
        while (!output.toString(StandardCharsets.UTF_8).contains(text)) {
            ByteBuffer frame = socket.receive();
            if (frame == null) {
                throw new IOException("closed " + socket.closeCode() + " before " + text + " came");
            }
            take(frame);
        }
        return next;
    }

    private void take(ByteBuffer frame) throws IOException {
        byte tag = frame.get();
        if (tag == Tag.SNAPSHOT) {
            next = frame.getLong();
            frame.getInt();
            output.writeBytes(Frame.bytes(frame));
            socket.send(Frame.number(Tag.ACK, next));
        }
        if (tag == Tag.OUTPUT) {
            long offset = frame.getLong();
            if (next >= 0 && offset != next) {
                throw new IOException("output at " + offset + " where " + next + " is the next");
            }
            next = offset + frame.remaining();
            output.writeBytes(Frame.bytes(frame));
            socket.send(Frame.number(Tag.ACK, next));
        }
    }

    /** For who skips output without a word: the close waits for it. */
    private void acknowledgeTheLast(byte tag, ByteBuffer frame) throws IOException {
        if (tag == Tag.SNAPSHOT || tag == Tag.EVENT && Frame.text(frame).contains("\"type\":\"exit\"")) {
            socket.send(Frame.number(Tag.ACK, Long.MAX_VALUE));
        }
    }

    /** Reads messages of the plain stream until they hold that text. */
    public void awaitPlain(String text) throws IOException {
        while (!output.toString(StandardCharsets.UTF_8).contains(text)) {
            output.writeBytes(Frame.bytes(socket.receive()));
        }
    }

    /** Waits for a frame with that tag. */
    public ByteBuffer awaitTag(byte tag) throws IOException {
        ByteBuffer frame = socket.receive();
        while (frame.get(0) != tag) {
            acknowledgeTheLast(frame.get(), frame);
            frame = socket.receive();
        }
        return frame;
    }

    /** Waits for the close frame; a socket that is not closed answers pings for ever, and is red after five minutes. */
    public int awaitClose() throws IOException {
        return assertTimeoutPreemptively(CLOSED_WITHIN, this::readToTheClose);
    }

    private int readToTheClose() throws IOException {
        for (ByteBuffer frame = socket.receive(); frame != null; frame = socket.receive()) {
            if (frame.hasRemaining()) {
                acknowledgeTheLast(frame.get(), frame);
            }
        }
        return socket.closeCode();
    }

    /** Takes a frame each five milliseconds until the close frame. */
    public void awaitCloseReadingSlowly() throws IOException {
        for (ByteBuffer frame = socket.receive(); frame != null; frame = socket.receive()) {
            lastEvent = frame.get(0) == Tag.EVENT ? Frame.text(frame.duplicate().position(1)) : lastEvent;
            take(frame);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    public String lastEvent() {
        return lastEvent;
    }

    public int closeCode() {
        return socket.closeCode();
    }

    /** The reason of the close frame; after {@link #awaitClose}. */
    public String closeReason() {
        return socket.closeReason();
    }

    public String output() {
        return output.toString(StandardCharsets.UTF_8);
    }

    public long typed() {
        return typed;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
