package dev.longshell.attack;

import static dev.longshell.gateway.RawWebSocket.CLOSE;
import static dev.longshell.gateway.RawWebSocket.FIN;
import static dev.longshell.gateway.RawWebSocket.PING;
import static dev.longshell.gateway.RawWebSocket.PONG;
import static dev.longshell.gateway.RawWebSocket.TEXT;
import static dev.longshell.gateway.RawWebSocket.frame;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.gateway.RawWebSocket;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One conversation on a WebSocket behind which a program echoes: what is sent, what comes back, and how it ends; knows nothing of where that WebSocket is.
 *
 * <p>The echo is a stream: of messages their payloads count, joined, and not where one ends. Where nothing is said of the end, the test closes with 1000 and is answered so.
 */
final class FrameCase {
    private static final AtomicInteger MARKS = new AtomicInteger();
    private static final byte[] LAST = "last of all".getBytes(StandardCharsets.US_ASCII);

    private final String name;
    private final List<byte[]> sent = new ArrayList<>();
    private final ByteArrayOutputStream echo = new ByteArrayOutputStream();
    private final List<byte[]> pongs = new ArrayList<>();
    private int atOnce = Integer.MAX_VALUE;
    private List<Integer> codes = List.of();

    FrameCase(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    FrameCase send(byte[] frame) {
        sent.add(frame);
        return this;
    }

    FrameCase send(int first, byte[] payload) {
        return send(frame(first, payload));
    }

    FrameCase send(int first, String payload) {
        return send(first, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** The message in fragments of that many bytes. */
    FrameCase fragments(int opcode, byte[] payload, int bytes) {
        for (int from = 0; from < payload.length; from += bytes) {
            int to = Math.min(payload.length, from + bytes);
            send(frame((from == 0 ? opcode : 0) | (to == payload.length ? FIN : 0), payload, from, to));
        }
        return this;
    }

    /** Everything in pieces of that many bytes, each given to the network alone. */
    FrameCase inPieces(int bytes) {
        atOnce = bytes;
        return this;
    }

    FrameCase echoes(byte[] payload) {
        echo.writeBytes(payload);
        return this;
    }

    FrameCase echoes(String payload) {
        return echoes(payload.getBytes(StandardCharsets.UTF_8));
    }

    FrameCase pongs(byte[]... payloads) {
        pongs.addAll(List.of(payloads));
        return this;
    }

    /** The server closes with one of these. */
    FrameCase closes(Integer... codes) {
        this.codes = List.of(codes);
        return this;
    }

    void run(RawWebSocket socket) throws IOException {
        byte[] mark = ("#" + MARKS.incrementAndGet() + "#").getBytes(StandardCharsets.US_ASCII);
        socket.send(frame(FIN | TEXT, mark)); // what comes before its echo is the screen as others left it
        Heard heard = new Heard();
        while (!endsWith(heard.bytes.toByteArray(), mark)) {
            heard.take(socket.next());
        }
        heard.bytes.reset();
        try {
            say(socket);
        } catch (SocketException e) {
            assertTrue(!codes.isEmpty(), "closed while it was spoken to: " + e);
        }
        if (codes.isEmpty()) {
            goOn(socket, heard);
        } else {
            hearTheEnd(socket, heard);
        }
        byte[] due = codes.isEmpty() ? echo.toByteArray() : Arrays.copyOf(echo.toByteArray(), Math.min(echo.size(), heard.bytes.size())); // a close overtakes what a program has yet to say
        assertArrayEquals(due, heard.bytes.toByteArray(), () -> "echo: " + shown(due) + " but " + shown(heard.bytes.toByteArray()));
        assertEquals(pongs.stream().map(Arrays::toString).toList(), heard.pongs.stream().map(Arrays::toString).toList(), "pongs");
    }

    private void say(RawWebSocket socket) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        sent.forEach(all::writeBytes);
        byte[] bytes = all.toByteArray();
        for (int from = 0; from < bytes.length; from = Math.min(bytes.length, from + Math.min(bytes.length, atOnce))) {
            socket.send(Arrays.copyOfRange(bytes, from, (int) Math.min(bytes.length, (long) from + atOnce)));
        }
    }

    /** The echo is complete, a ping is answered, and the closing handshake is whole. */
    private void goOn(RawWebSocket socket, Heard heard) throws IOException {
        while (heard.bytes.size() < echo.size()) {
            heard.take(socket.next());
        }
        socket.send(frame(FIN | PING, LAST));
        while (!heard.hasPong(LAST)) {
            heard.take(socket.next());
        }
        socket.send(RawWebSocket.close(1000, ""));
        hearClose(socket, heard, List.of(1000));
    }

    private void hearTheEnd(RawWebSocket socket, Heard heard) throws IOException {
        hearClose(socket, heard, codes);
    }

    private static void hearClose(RawWebSocket socket, Heard heard, List<Integer> codes) throws IOException {
        try {
            RawWebSocket.Frame frame = socket.next();
            while (frame.opcode() != CLOSE) {
                heard.take(frame);
                frame = socket.next();
            }
            assertTrue(codes.contains(frame.closeCode()), "closed with " + frame.closeCode() + " instead of " + codes);
            socket.endInput(); // else the server waits a moment for what is still on its way
            socket.requireEnd();
        } catch (EOFException | SocketException e) {
            throw new AssertionError("the connection ended without a close frame", e);
        }
    }

    /** What has come so far. */
    private static final class Heard {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final List<byte[]> pongs = new ArrayList<>();

        void take(RawWebSocket.Frame frame) {
            assertTrue(frame.opcode() != CLOSE, () -> "closed with " + frame.closeCode());
            if (frame.opcode() == PONG) {
                pongs.add(frame.payload());
            } else {
                bytes.writeBytes(frame.payload());
            }
        }

        /** And takes it away. */
        boolean hasPong(byte[] payload) {
            return pongs.removeIf(pong -> Arrays.equals(pong, payload));
        }
    }

    private static boolean endsWith(byte[] bytes, byte[] end) {
        return bytes.length >= end.length && Arrays.equals(bytes, bytes.length - end.length, bytes.length, end, 0, end.length);
    }

    private static String shown(byte[] bytes) {
        return bytes.length + " bytes " + new String(bytes, 0, Math.min(60, bytes.length), StandardCharsets.ISO_8859_1);
    }
}
