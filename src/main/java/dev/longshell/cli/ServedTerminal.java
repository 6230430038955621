package dev.longshell.cli;

import dev.longshell.wire.Frame;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.Tag;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;

/** A session as a page has it: longshell.v1 over a WebSocket, acknowledged as it is read; knows nothing of what is measured. */
final class ServedTerminal implements AutoCloseable {
    private static final String EXIT = "\"type\":\"exit\"";
    private final WebSocketClient socket;
    private long typed;
    private long acknowledged;
    private long parsed;
    private int leaps = -1;
    private byte last;

    private ServedTerminal(WebSocketClient socket) {
        this.socket = socket;
    }

    /** @param mode {@code leaping} or {@code lossless} */
    static ServedTerminal attach(URI server, String token, String session, String mode) throws IOException {
        URI url = server.resolve("/ws/terminal/" + session + "?from=0&cols=80&rows=24&mode=" + mode);
        return new ServedTerminal(WebSocketClient.open(url, Map.of("Authorization", "Bearer " + token, "Sec-WebSocket-Protocol", Protocol.SUBPROTOCOL)));
    }

    void write(byte[] bytes) throws IOException {
        socket.send(Frame.input(typed, bytes));
        typed += bytes.length;
    }

    /** Waits for output. @return bytes read, -1 once the session has ended */
    int read() throws IOException {
        while (true) {
            ByteBuffer frame = socket.receive();
            if (frame == null) {
                return -1;
            }
            byte tag = frame.get(0);
            int payload = tag == Tag.OUTPUT ? frame.remaining() - Frame.STREAM_HEADER_BYTES : tag == Tag.SNAPSHOT ? frame.remaining() - Frame.SNAPSHOT_HEADER_BYTES : 0;
            if (tag == Tag.EVENT && parsed > acknowledged && Frame.text(frame.position(1)).contains(EXIT)) {
                acknowledge(); // of the last bytes: the close waits for it
            }
            if (tag == Tag.OUTPUT || tag == Tag.SNAPSHOT) {
                parsed(frame.getLong(1) + (tag == Tag.OUTPUT ? payload : 0), tag);
            }
            if (payload > 0) {
                last = frame.get(frame.limit() - 1);
                return payload;
            }
        }
    }

    private void parsed(long offset, byte tag) throws IOException {
        leaps += tag == Tag.SNAPSHOT ? 1 : 0;
        parsed = offset;
        if (tag == Tag.SNAPSHOT || parsed - acknowledged >= Protocol.ACK_EVERY_BYTES) {
            acknowledge();
        }
    }

    private void acknowledge() throws IOException {
        acknowledged = parsed;
        socket.send(Frame.number(Tag.ACK, parsed));
    }

    /** The last byte of what was read last. */
    byte last() {
        return last;
    }

    /** Times that the session went on without this viewer. */
    int leaps() {
        return Math.max(0, leaps);
    }

    int closeCode() {
        return socket.closeCode();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
