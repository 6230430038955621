package dev.longshell.gateway;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A WebSocket whose every byte the test chooses; checks what the server sends against RFC 6455 section 5, and knows nothing of what may be sent to it. */
public final class RawWebSocket implements AutoCloseable {
    public static final int CONTINUATION = 0x0;
    public static final int TEXT = 0x1;
    public static final int BINARY = 0x2;
    public static final int CLOSE = 0x8;
    public static final int PING = 0x9;
    public static final int PONG = 0xA;
    public static final int FIN = 0x80;
    /** The connection was closed without a close frame. */
    public static final int NO_CLOSE = 1006;
    private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;

    /** A whole frame of the server. */
    public record Frame(int opcode, byte[] payload) {
        /** The code of a close frame; 1005 when it has none. */
        public int closeCode() {
            return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        }
    }

    private RawWebSocket(Socket socket) throws IOException {
        this.socket = socket;
        in = new BufferedInputStream(socket.getInputStream(), 128 << 10);
    }

    /** @param headers complete lines beside those of the handshake @throws IOException with the status line where it is refused */
    public static RawWebSocket open(URI server, String path, String... headers) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        RawWebSocket raw = new RawWebSocket(socket);
        String head = "GET " + path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        String status = raw.line();
        for (String line = raw.line(); !line.isEmpty(); line = raw.line()) {
            // the handshake's own tests look at its headers
        }
        if (!status.contains(" 101 ")) {
            socket.close();
            throw new IOException(status);
        }
        return raw;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = byteOrEnd(); next != '\n'; next = byteOrEnd()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private int byteOrEnd() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("the server closed the connection");
        }
        return next;
    }

    /** A masked frame. @param first opcode, and {@link #FIN} or reserved bits */
    public static byte[] frame(int first, byte[] payload) {
        return frame(first, payload, 0, payload.length);
    }

    public static byte[] frame(int first, byte[] payload, int from, int to) {
        int length = to - from;
        ByteBuffer frame = ByteBuffer.allocate(14 + length).put((byte) first);
        if (length <= 125) {
            frame.put((byte) (0x80 | length));
        } else if (length <= 0xFFFF) {
            frame.put((byte) (0x80 | 126)).putShort((short) length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(length);
        }
        frame.put(MASK);
        for (int index = 0; index < length; index++) {
            frame.put((byte) (payload[from + index] ^ MASK[index & 3]));
        }
        return Arrays.copyOf(frame.array(), frame.position());
    }

    /** A close frame with that code. */
    public static byte[] close(int code, String reason) {
        byte[] words = reason.getBytes(StandardCharsets.UTF_8);
        return frame(FIN | CLOSE, ByteBuffer.allocate(2 + words.length).putShort((short) code).put(words).array());
    }

    public void send(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Nothing more is sent. */
    public void endInput() throws IOException {
        socket.shutdownOutput();
    }

    /** The next frame; pings are answered and passed over. @throws EOFException where the connection ends @throws AssertionError where it is no frame of a server */
    public Frame next() throws IOException {
        while (true) {
            Frame frame = read();
            if (frame.opcode() != PING) {
                return frame;
            }
            send(frame(FIN | PONG, frame.payload()));
        }
    }

    private Frame read() throws IOException {
        int first = byteOrEnd();
        int second = byteOrEnd();
        int opcode = first & 0xF;
        check((first & 0x70) == 0 && (second & 0x80) == 0, "reserved bits, or a mask");
        check((first & FIN) != 0, "a fragment: every message of ours is one frame");
        check(opcode == BINARY || opcode >= CLOSE && opcode <= PONG, "opcode " + opcode);
        long length = second;
        if (second >= 126) {
            check(opcode == BINARY, "a long control frame");
            length = 0;
            for (int index = 0; index < (second == 126 ? 2 : 8); index++) {
                length = length << 8 | byteOrEnd();
            }
            check(length > (second == 126 ? 125 : 0xFFFF), "a length in too many bytes");
        }
        byte[] payload = in.readNBytes((int) length);
        check(payload.length == length, "the connection ended within a frame");
        return new Frame(opcode, payload);
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError("the server sent " + otherwise);
        }
    }

    /** Reads to the close frame and from there to the end of the connection. @return the code; {@link #NO_CLOSE} where it ended without a close frame */
    public int awaitClose() throws IOException {
        try {
            Frame frame = next();
            while (frame.opcode() != CLOSE) {
                frame = next();
            }
            requireEnd();
            return frame.closeCode();
        } catch (EOFException | java.net.SocketException e) { // it ended, or was reset
            return NO_CLOSE;
        }
    }

    /** Nothing comes any more, and the connection ends. */
    public void requireEnd() throws IOException {
        try {
            check(in.read() < 0, "a byte behind its close frame");
        } catch (java.net.SocketException e) {
            return; // reset, for it had bytes of ours that it did not read: an end as well
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
