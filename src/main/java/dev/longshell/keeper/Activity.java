package dev.longshell.keeper;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** When a session was opened and last said or heard something; wall-clock for people, monotonic for arithmetic. Not thread-safe. */
final class Activity {
    private final LongSupplier nanoTime;
    private final long createdAtMillis;
    private final long createdAtNanos;
    private long lastAtNanos;
    private long unwatchedAtNanos;
    private boolean watched;

    /** @param nanoTime monotonic @param wallClock looked at once, now */
    Activity(LongSupplier nanoTime, InstantSource wallClock) {
        this.nanoTime = nanoTime;
        this.createdAtMillis = wallClock.millis();
        this.createdAtNanos = nanoTime.getAsLong();
        this.lastAtNanos = createdAtNanos;
        this.unwatchedAtNanos = createdAtNanos;
    }

    void touch() {
        lastAtNanos = nanoTime.getAsLong();
    }

    /** The number of viewers changed. */
    void watchers(int count) {
        if (watched && count == 0) {
            unwatchedAtNanos = nanoTime.getAsLong();
        }
        watched = count > 0;
    }

    /** As if the last viewer had left just now. */
    void extend() {
        unwatchedAtNanos = nanoTime.getAsLong();
    }

    /** Since the last viewer left, or the start; 0 while there is one. */
    long unwatchedMillis() {
        return watched ? 0 : TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - unwatchedAtNanos);
    }

    long createdAtMillis() {
        return createdAtMillis;
    }

    long lastAtMillis() {
        return createdAtMillis + TimeUnit.NANOSECONDS.toMillis(lastAtNanos - createdAtNanos);
    }

    long idleMillis() {
        return TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - lastAtNanos);
    }
}
