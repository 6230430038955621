package dev.longshell.audit;

import dev.longshell.limit.IpAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many refusals of people who are not logged in have a row of their own: so many a minute, of one address (of IPv6, one /64) and of all. The others are counted, so that strangers do
 * not say how fast the audit grows. Knows nothing of what was refused.
 */
final class Strangers {
    /** Ten a second: nobody mistypes that much, and one address leaves room for the others'. */
    static final int MOST_OF_ONE = 600;
    /** Some 700 KB a minute in the database. */
    static final int MOST_OF_ALL = 3_000;
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanoTime;
    private final Map<String, Integer> rows = new HashMap<>();
    private long beganNanos;
    private int all;
    private long leftOut;
    private long toTell;

    /** @param nanoTime monotonic */
    Strangers(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.beganNanos = nanoTime.getAsLong();
    }

    /** One more was refused. @param address null where it is not known @return whether that has a row of its own */
    synchronized boolean hasRow(String address) {
        turn();
        if (all < MOST_OF_ALL && rows.merge(IpAddress.network(address), 1, Integer::sum) <= MOST_OF_ONE) {
            all++;
            return true;
        }
        leftOut++;
        return false;
    }

    /** How many had none in minutes that are over; each is told once. */
    synchronized long leftOut() {
        turn();
        long told = toTell;
        toTell = 0;
        return told;
    }

    private void turn() {
        long now = nanoTime.getAsLong();
        if (now - beganNanos >= MINUTE_NANOS) {
            beganNanos = now;
            rows.clear();
            all = 0;
            toTell += leftOut;
            leftOut = 0;
        }
    }
}
