package dev.longshell.keeper;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The thread of one PTY: reads it always, watched or not, and reaps the child; knows nothing of viewers. */
final class PtyReader {
    /** Bytes handed over at once. */
    private static final int CHUNK_BYTES = 32 << 10;
    /** From so many bytes on more is probably there: gather before handing over. A Linux PTY gives 4095 at most. */
    private static final int FLOOD_BYTES = 2 << 10;
    private static final int LARGEST_READ_BYTES = 4 << 10;
    /** How long the beginning of a character waits for its end. */
    private static final int CHARACTER_WAIT_MILLIS = 20;
    private static final long LONGEST_REAP_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Session session;
    private final Pty pty;
    private final Pacer pacer = new Pacer();
    private final ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);

    PtyReader(Session session) {
        this.session = session;
        this.pty = session.pty();
    }

    /** Returns when the child is reaped and everything it wrote is in the log. */
    ExitStatus readToTheEnd() {
        ExitStatus status;
        do {
            drain();
            status = awaitExitOrOutput();
        } while (status == null);
        drain();
        return status;
    }

    private void drain() {
        while (gather()) {
            if (!chunk.flip().hasRemaining()) {
                await();
                continue;
            }
            int bytes = chunk.remaining();
            session.absorb(chunk);
            pacer.absorbed(bytes, session.inputs());
            session.awaitRoom();
        }
    }

    /** Fills the chunk with what is there now. @return false at the end of the output */
    private boolean gather() {
        chunk.clear();
        int bytes;
        do {
            bytes = pty.read(chunk);
        } while (bytes >= FLOOD_BYTES && chunk.remaining() >= LARGEST_READ_BYTES);
        return bytes >= 0 || chunk.position() > 0;
    }

    private void await() {
        boolean withholds = session.withholds();
        if (!pty.awaitReadable(withholds ? CHARACTER_WAIT_MILLIS : -1) && withholds) {
            session.release();
        }
    }

    /** Nobody has the terminal open: the child has ended, or it closed it and may open it again. @return null when there may be output again */
    private ExitStatus awaitExitOrOutput() {
        long pause = TimeUnit.MICROSECONDS.toNanos(100);
        while (true) {
            ExitStatus status = pty.reap();
            if (status != null) {
                return status;
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(LONGEST_REAP_PAUSE_NANOS, 2 * pause);
            if (pause == LONGEST_REAP_PAUSE_NANOS && pty.read(chunk.clear()) >= 0) {
                session.absorb(chunk.flip());
                return null;
            }
        }
    }
}
