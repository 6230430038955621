package dev.longshell.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLSocketFactory;

/**
 * A small blocking WebSocket (RFC 6455) for programs: masks what it sends, answers pings, joins fragments; knows nothing of frames of longshell.v1. One thread reads;
 * {@link #send} may be called by another.
 */
public final class WebSocketClient implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(WebSocketClient.class.getName());
    private static final int CONTINUATION = 0x0;
    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int TWO_BYTE_LENGTH = 126;
    private static final int EIGHT_BYTE_LENGTH = 127;
    private static final int BUFFER_BYTES = 128 << 10;
    private static final int CONNECT_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private int closeCode;
    private String closeReason = "";

    private WebSocketClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
        out = socket.getOutputStream();
    }

    /**
     * Opens a socket.
     *
     * @param url     ws or wss, or http or https
     * @param headers beside those of the handshake
     * @throws IOException with the status line when the handshake is refused
     */
    public static WebSocketClient open(URI url, Map<String, String> headers) throws IOException {
        boolean secure = url.getScheme().equals("wss") || url.getScheme().equals("https");
        int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
        Socket socket = secure ? SSLSocketFactory.getDefault().createSocket() : new Socket();
        try {
            socket.connect(new java.net.InetSocketAddress(url.getHost(), port), CONNECT_MILLIS);
            WebSocketClient client = new WebSocketClient(socket);
            client.shakeHands(url, headers);
            return client;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void shakeHands(URI url, Map<String, String> headers) throws IOException {
        byte[] key = new byte[16];
        new SecureRandom().nextBytes(key);
        StringBuilder request = new StringBuilder("GET ").append(url.getRawPath());
        request.append(url.getRawQuery() == null ? "" : "?" + url.getRawQuery()).append(" HTTP/1.1\r\nHost: ").append(url.getRawAuthority())
                .append("\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ").append(Base64.getEncoder().encodeToString(key)).append("\r\n");
        headers.forEach((name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        out.write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        String status = line();
        for (String header = line(); !header.isEmpty(); header = line()) {
            // the keys prove nothing to a client that trusts its server
        }
        if (!status.contains(" 101 ")) {
            throw new IOException("the handshake at " + url.getPath() + " was answered with " + status);
        }
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

    /** Sends one binary message. */
    public void send(ByteBuffer message) throws IOException {
        send(BINARY, message);
    }

    /** Sends one text message. */
    public void sendText(String message) throws IOException {
        send(TEXT, ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)));
    }

    private synchronized void send(int opcode, ByteBuffer payload) throws IOException {
        int length = payload.remaining();
        ByteBuffer frame = ByteBuffer.allocate(14 + length).put((byte) (FINAL | opcode));
        if (length < TWO_BYTE_LENGTH) {
            frame.put((byte) (MASKED | length));
        } else if (length <= 0xFFFF) {
            frame.put((byte) (MASKED | TWO_BYTE_LENGTH)).putShort((short) length);
        } else {
            frame.put((byte) (MASKED | EIGHT_BYTE_LENGTH)).putLong(length);
        }
        byte[] mask = new byte[4];
        ThreadLocalRandom.current().nextBytes(mask);
        frame.put(mask);
        for (int index = 0; index < length; index++) {
            frame.put((byte) (payload.get() ^ mask[index & 3]));
        }
        out.write(frame.array(), 0, frame.position());
    }

    /** The next message, or null once the server has closed. */
    public ByteBuffer receive() throws IOException {
        ByteBuffer joined = null;
        while (true) {
            int first = byteOrEnd();
            ByteBuffer payload = ByteBuffer.wrap(exactly(length()));
            switch (first & 0xF) {
                case PING -> send(PONG, payload);
                case PONG -> { }
                case CLOSE -> {
                    closed(payload);
                    return null;
                }
                default -> {
                    joined = (first & 0xF) == CONTINUATION ? join(joined, payload) : payload;
                    if ((first & FINAL) != 0) {
                        return joined;
                    }
                }
            }
        }
    }

    private static ByteBuffer join(ByteBuffer first, ByteBuffer second) {
        return ByteBuffer.allocate(first.remaining() + second.remaining()).put(first).put(second).flip();
    }

    private int length() throws IOException {
        int length = byteOrEnd() & 0x7F;
        if (length < TWO_BYTE_LENGTH) {
            return length;
        }
        ByteBuffer bytes = ByteBuffer.wrap(exactly(length == TWO_BYTE_LENGTH ? Short.BYTES : Long.BYTES));
        return length == TWO_BYTE_LENGTH ? bytes.getShort() & 0xFFFF : Math.toIntExact(bytes.getLong());
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the server closed the connection within a frame");
        }
        return bytes;
    }

    private void closed(ByteBuffer payload) throws IOException {
        closeCode = payload.remaining() >= Short.BYTES ? payload.getShort() & 0xFFFF : 1005;
        closeReason = StandardCharsets.UTF_8.decode(payload).toString();
        try {
            send(CLOSE, ByteBuffer.allocate(Short.BYTES).putShort((short) 1000).flip());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the server has closed the connection behind its close frame", e);
        }
    }

    /** The code of the server's close frame, 0 while it has sent none. */
    public int closeCode() {
        return closeCode;
    }

    public String closeReason() {
        return closeReason;
    }

    /** Leaves at once. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
