package dev.longshell.keeper;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread of one PTY: reads it always, watched or not, and reaps the child; knows nothing of viewers.
 *
 * <p>The end of the child is the end, also while another process holds the terminal (a background job, a daemon): output is read for {@link #GRACE_NANOS} more, or until
 * nobody has the terminal open. Terminal windows do the same; their close takes the terminal from whoever holds it.
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
    /** How long output is read behind the end of the child while another process has the terminal open. */
    static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_REAP_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Session session;
    private final Drain drain;
    private final Pty pty;
    private final Pacer pacer = new Pacer();
    private final ByteBuffer piece = ByteBuffer.allocateDirect(LARGEST_READ_BYTES);
    private int yields;
    private boolean exited;
    private long graceEndNanos;
    private long turnNanos = System.nanoTime();

    /** @param drain shared by all readers of a keeper */
    PtyReader(Session session, Drain drain) {
        this.session = session;
        this.drain = drain;
        this.pty = session.pty();
    }

    /**
     * Returns when the child is reaped and what it wrote is in the log.
     *
     * @return how it ended, and whether another process still has the terminal open
     */
    ExitStatus readToTheEnd() {
        boolean held = drain();
        while (!held && awaitExitOrOutput()) {
            held = drain();
        }
        held = held || drain();
        return pty.reap().leaving(held);
    }

    /** Reads until nobody has the terminal open, or the child has ended and its grace is over. @return true for the latter */
    private boolean drain() {
        int gathered = 0;
        int bytes = pty.read(piece.clear());
        while (bytes >= 0 || gathered > 0) {
            gathered += Math.max(0, bytes);
            if (gathered == 0) {
                if (isOver()) {
                    return true;
                }
                await();
            } else if (bytes >= FLOOD_BYTES && gathered < GATHERED_BYTES) {
                session.show(piece.flip());
                yields = FLOOD_YIELDS;
            } else {
                session.absorb(piece.flip());
                pacer.absorbed(gathered, session.inputs());
                session.awaitRoom();
                takeTurns(gathered);
                if (isOver()) {
                    return true;
                }
                gathered = 0;
            }
            bytes = pty.read(piece.clear());
        }
        return false;
    }

    private boolean isOver() {
        if (!exited && pty.hasExited()) {
            exited = true;
            graceEndNanos = System.nanoTime() + GRACE_NANOS;
        }
        return exited && graceLeftNanos() <= 0;
    }

    private long graceLeftNanos() {
        return graceEndNanos - System.nanoTime();
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
        if (exited) {
            pty.awaitReadable((int) TimeUnit.NANOSECONDS.toMillis(graceLeftNanos()) + 1);
        } else {
            pty.awaitReadableOrExit();
        }
    }

    /** Nobody has the terminal open: the child has ended, or it closed it and may open it again. @return true when there may be output again, false at the end */
    private boolean awaitExitOrOutput() {
        long pause = TimeUnit.MICROSECONDS.toNanos(100);
        while (!pty.hasExited()) {
            LockSupport.parkNanos(pause);
            pause = Math.min(LONGEST_REAP_PAUSE_NANOS, 2 * pause);
            if (pause == LONGEST_REAP_PAUSE_NANOS && pty.read(piece.clear()) >= 0) {
                session.absorb(piece.flip());
                return true;
            }
        }
        return false;
    }
}
