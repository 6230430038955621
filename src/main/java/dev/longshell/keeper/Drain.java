package dev.longshell.keeper;

import java.util.function.LongSupplier;

/**
 * Lets the floods that nobody watches take turns, so that a hundred forgotten ones leave half of the cores to whoever types; knows nothing of sessions.
 *
 * <p>One alone never rests. Of several each rests while the others have their turns, and its program waits for it.
 */
final class Drain {
    /** What a byte may cost in all, for a program that prints little needs no turn: {@code yes} makes the kernel work for 140 ns, of which the reader sees the wait alone. */
    private static final long MOST_NANOS_A_BYTE = 200;

    private final LongSupplier nanoTime;
    private final int atOnce;
    private long takenUntilNanos;

    /** @param cores of this machine */
    Drain(LongSupplier nanoTime, int cores) {
        this.nanoTime = nanoTime;
        this.atOnce = Math.max(1, cores / 2);
        this.takenUntilNanos = nanoTime.getAsLong();
    }

    /** So many bytes came in so long a turn. @return nanoseconds until its reader reads on; 0 for at once */
    synchronized long rest(int bytes, long turnNanos) {
        long now = nanoTime.getAsLong();
        long cost = Math.min(turnNanos, bytes * MOST_NANOS_A_BYTE) / atOnce;
        long others = Math.max(takenUntilNanos - now, -cost);
        takenUntilNanos = now + others + cost;
        return takenUntilNanos - now;
    }
}
