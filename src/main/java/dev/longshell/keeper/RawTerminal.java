package dev.longshell.keeper;

import dev.longshell.wire.OpenSession;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A child on a terminal of its own and nothing around it: what the benchmark compares the whole house with. Knows nothing of sessions, logs or viewers. */
public final class RawTerminal implements AutoCloseable {
    private static final int READ_BYTES = 32 << 10;

    private final Pty pty;
    private final ByteBuffer chunk = ByteBuffer.allocateDirect(READ_BYTES);

    private RawTerminal(Pty pty) {
        this.pty = pty;
    }

    /** @throws dev.longshell.fault.FaultException as a keeper refuses to open it */
    public static RawTerminal open(OpenSession session) {
        return new RawTerminal(Pty.start(Launch.of(session)));
    }

    /** Writes all of it. */
    public void write(byte[] bytes) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            pty.write(rest);
        }
    }

    /** Waits for output. @return bytes read, -1 when no process has the terminal open any more */
    public int read() throws IOException {
        int bytes;
        do {
            bytes = pty.read(chunk.clear());
        } while (bytes == 0 && pty.awaitReadable(-1));
        return bytes;
    }

    /** The last byte of what was read last. */
    public byte last() {
        return chunk.get(chunk.position() - 1);
    }

    /** Hangs up. */
    @Override
    public void close() {
        pty.close();
        pty.reap();
    }
}
