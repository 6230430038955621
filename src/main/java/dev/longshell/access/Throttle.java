package dev.longshell.access;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Counts attempts by a key and says when there were too many in a minute; knows nothing of what is attempted.
 *
 * <p>An attempt counts from its beginning until it {@link #succeeded}, so that many at once gain nothing. At most {@link #MOST_KEYS} keys are held: the one
 * that was quiet longest gives way.
 */
public final class Throttle {
    static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();
    /** About 2 MB; whoever can send from more addresses within a minute is not stopped by a count per address. */
    static final int MOST_KEYS = 10_000;

    private final int most;
    private final LongSupplier nanoTime;
    private final Map<String, Deque<Long>> attempts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Long>> eldest) {
            return size() > MOST_KEYS;
        }
    };

    /** @param most attempts by one key within a minute @param nanoTime monotonic, in nanoseconds */
    public Throttle(int most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
    }

    /** Counts an attempt; otherwise, when there were too many within a minute, the milliseconds until the next may be made. */
    public synchronized OptionalLong attempt(String key) {
        OptionalLong wait = look(key);
        if (wait.isEmpty()) {
            attempts.computeIfAbsent(key, absent -> new ArrayDeque<>()).addLast(nanoTime.getAsLong());
        }
        return wait;
    }

    /** As {@link #attempt}, but counts nothing. */
    synchronized OptionalLong look(String key) {
        long now = nanoTime.getAsLong();
        Deque<Long> times = attempts.get(key);
        while (times != null && !times.isEmpty() && now - times.peekFirst() >= WINDOW_NANOS) {
            times.removeFirst();
        }
        if (times == null || times.size() < most) {
            return OptionalLong.empty();
        }
        long remaining = WINDOW_NANOS - (now - times.peekFirst());
        return OptionalLong.of(Math.max(1, Duration.ofNanos(remaining).toMillis()));
    }

    /** Forgets the last attempt and none before: it succeeded, or what would have judged it was away. */
    synchronized void withdraw(String key) {
        Deque<Long> times = attempts.get(key);
        if (times != null) {
            times.pollLast();
        }
    }

    /** Forgets what was counted. */
    synchronized void succeeded(String key) {
        attempts.remove(key);
    }
}
