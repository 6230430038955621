package dev.longshell.ops;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Bounds what is logged within a minute of one kind, so that nobody says how fast the log grows. What a kind is, its
 * caller decides. Time is cut into minutes; with each new minute all counts begin anew.
 */
final class RepeatedRecords {
    /** Kinds counted one by one; all further ones of that minute count as one kind. */
    private static final int MOST_KINDS = 1_000;
    private static final String OTHERS = "";
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final int most;
    private final LongSupplier nanoTime;
    private final Map<String, Integer> counts = new HashMap<>();
    private long beganNanos;
    private long leftOut;
    private long untold;

    /** @param most records of a kind within a minute @param nanoTime monotonic */
    RepeatedRecords(int most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
        this.beganNanos = nanoTime.getAsLong();
    }

    /** Counts one more of that kind. @return whether there is room for it */
    synchronized boolean hasRoom(String kind) {
        turn();
        String counted = counts.size() < MOST_KINDS || counts.containsKey(kind) ? kind : OTHERS;
        if (counts.merge(counted, 1, Integer::sum) <= most) {
            return true;
        }
        leftOut++;
        return false;
    }

    /** How many had no room in minutes that are over; each is told once. */
    synchronized long leftOut() {
        turn();
        long told = untold;
        untold = 0;
        return told;
    }

    private void turn() {
        long now = nanoTime.getAsLong();
        if (now - beganNanos >= MINUTE_NANOS) {
            beganNanos = now;
            counts.clear();
            untold += leftOut;
            leftOut = 0;
        }
    }
}
