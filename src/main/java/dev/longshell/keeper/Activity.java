package dev.longshell.keeper;

import java.util.concurrent.TimeUnit;

/** When a session was opened and last said or heard something; wall-clock for people, monotonic for arithmetic. Not thread-safe. */
final class Activity {
    private final long createdAtMillis = System.currentTimeMillis();
    private final long createdAtNanos = System.nanoTime();
    private long lastAtNanos = createdAtNanos;
    private long unwatchedAtNanos = createdAtNanos;
    private boolean watched;

    void touch() {
        lastAtNanos = System.nanoTime();
    }

    /** The number of viewers changed. */
    void watchers(int count) {
        if (watched && count == 0) {
            unwatchedAtNanos = System.nanoTime();
        }
        watched = count > 0;
    }

    /** As if the last viewer had left just now. */
    void extend() {
        unwatchedAtNanos = System.nanoTime();
    }

    /** Since the last viewer left, or the start; 0 while there is one. */
    long unwatchedMillis() {
        return watched ? 0 : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - unwatchedAtNanos);
    }

    long createdAtMillis() {
        return createdAtMillis;
    }

    long lastAtMillis() {
        return createdAtMillis + TimeUnit.NANOSECONDS.toMillis(lastAtNanos - createdAtNanos);
    }

    long idleMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastAtNanos);
    }
}
