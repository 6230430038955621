package dev.longshell.keeper;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets a flood of tiny writes gather in the kernel, so that a million of them do not become a million frames; knows nothing of frames.
 *
 * <p>An echo never waits: only after {@link #FREE_CHUNKS} small chunks in a row, without a pause and without a key typed, the reader rests.
 */
final class Pacer {
    private static final int FREE_CHUNKS = 16;
    private static final int SMALL_BYTES = 1 << 10;
    private static final long GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    /** Far below what an eye sees, and time for hundreds of single bytes. */
    private static final long REST_NANOS = TimeUnit.MICROSECONDS.toNanos(300);

    private long lastNanos = System.nanoTime();
    private long lastInputs;
    private int chunks;

    /** Called after each chunk; may rest. @param inputs {@link Session#inputs} */
    void absorbed(int bytes, long inputs) {
        long now = System.nanoTime();
        boolean row = now - lastNanos < GAP_NANOS && bytes < SMALL_BYTES && inputs == lastInputs;
        chunks = row ? chunks + 1 : 0;
        lastNanos = now;
        lastInputs = inputs;
        if (chunks > FREE_CHUNKS) {
            LockSupport.parkNanos(REST_NANOS);
        }
    }
}
