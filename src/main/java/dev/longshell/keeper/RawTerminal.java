package dev.longshell.keeper;

import dev.longshell.wire.OpenSession;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;

/** A child on a terminal of its own and nothing around it: what the benchmark compares the whole house with. Knows nothing of sessions, logs or viewers. */
public final class RawTerminal implements AutoCloseable {
    private static final int READ_BYTES = 32 << 10;

    /** A child that has not opened its terminal yet looks like one that has closed it: EIO. */
    private static final long NOT_YET_OPEN_NANOS = 50_000;

    private static final Spawner SPAWNER = Spawner.best();

    private final Pty pty;
    private final ByteBuffer chunk = ByteBuffer.allocateDirect(READ_BYTES);

    private boolean ended;

    private RawTerminal(Pty pty) {
        this.pty = pty;
    }

    /** @throws dev.longshell.fault.FaultException as a keeper refuses to open it */
    public static RawTerminal open(OpenSession session) {
        return new RawTerminal(Pty.start(Launch.of(session), SPAWNER));
    }

    /** Writes all of it. */
    public void write(byte[] bytes) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            pty.write(rest);
        }
    }

    /** Waits for output. @return bytes read, -1 once the child has ended */
    public int read() {
        while (true) {
            int bytes = pty.read(chunk.clear());
            if (bytes > 0) {
                return bytes;
            }
            if (bytes == 0) {
                pty.awaitReadable(-1);
                continue;
            }
            if (hasEnded()) {
                return -1;
            }
            LockSupport.parkNanos(NOT_YET_OPEN_NANOS);
        }
    }

    private boolean hasEnded() {
        ended = ended || pty.reap() != null;
        return ended;
    }

    /** The last byte of what was read last. */
    public byte last() {
        return chunk.get(chunk.position() - 1);
    }

    /** Hangs up. */
    @Override
    public void close() {
        pty.close();
        hasEnded();
    }
}
