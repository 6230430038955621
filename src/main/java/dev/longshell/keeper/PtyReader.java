package dev.longshell.keeper;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread of one PTY: reads it always, watched or not, and reaps the child; knows nothing of viewers.
 *
 * <p>A Linux PTY gives 4095 bytes at a time, and another of the kernel's threads then fills it again. In a flood the screen is written meanwhile, a piece at a time:
 * 93 MB/s where gathering 32 KiB first gave 66, and a reader that only reads and sleeps 66 too.
 */
final class PtyReader {
    /** Bytes of a flood that are handed to the viewers at once. */
    private static final int GATHERED_BYTES = 32 << 10;
    /** From so many bytes on more is probably there: show them and read on before they are handed over. */
    private static final int FLOOD_BYTES = 2 << 10;
    private static final int LARGEST_READ_BYTES = 4 << 10;
    /** Times that the kernel gets the core to fill the terminal in a flood, before the reader sleeps. */
    private static final int FLOOD_YIELDS = 20;
    /** Between two looks whether somebody watches, in the others' turns. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_REAP_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Session session;
    private final Drain drain;
    private final Pty pty;
    private final Pacer pacer = new Pacer();
    private final ByteBuffer piece = ByteBuffer.allocateDirect(LARGEST_READ_BYTES);
    private int yields;
    private long turnNanos = System.nanoTime();

    /** @param drain shared by all readers of a keeper */
    PtyReader(Session session, Drain drain) {
        this.session = session;
        this.drain = drain;
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
        int gathered = 0;
        int bytes = pty.read(piece.clear());
        while (bytes >= 0 || gathered > 0) {
            gathered += Math.max(0, bytes);
            if (gathered == 0) {
                await();
            } else if (bytes >= FLOOD_BYTES && gathered < GATHERED_BYTES) {
                session.show(piece.flip());
                yields = FLOOD_YIELDS;
            } else {
                session.absorb(piece.flip());
                pacer.absorbed(gathered, session.inputs());
                session.awaitRoom();
                takeTurns(gathered);
                gathered = 0;
            }
            bytes = pty.read(piece.clear());
        }
    }

    /** Whoever comes to watch meanwhile waits for a look at most. */
    private void takeTurns(int bytes) {
        if (bytes < FLOOD_BYTES || !session.isUnwatched()) {
            return;
        }
        long now = System.nanoTime();
        long next = now + drain.rest(bytes, now - turnNanos);
        while (next - now > 0 && session.isUnwatched()) {
            LockSupport.parkNanos(Math.min(next - now, LOOK_NANOS));
            now = System.nanoTime();
        }
        turnNanos = now;
    }

    private void await() {
        if (yields > 0) {
            yields--;
            Thread.yield();
            return;
        }
        pty.awaitReadable(-1);
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
            if (pause == LONGEST_REAP_PAUSE_NANOS && pty.read(piece.clear()) >= 0) {
                session.absorb(piece.flip());
                return null;
            }
        }
    }
}
