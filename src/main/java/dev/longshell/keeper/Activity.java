package dev.longshell.keeper;

import java.util.concurrent.TimeUnit;

/** When a session was opened and last said or heard something; wall-clock for people, monotonic for arithmetic. Not thread-safe. */
final class Activity {
    private final long createdAtMillis = System.currentTimeMillis();
    private final long createdAtNanos = System.nanoTime();
    private long lastAtNanos = createdAtNanos;

    void touch() {
        lastAtNanos = System.nanoTime();
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
