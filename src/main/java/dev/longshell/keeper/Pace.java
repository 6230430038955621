package dev.longshell.keeper;

import dev.longshell.wire.Protocol;
import java.util.concurrent.TimeUnit;

/**
 * How often a viewer leaps, and how much it is sent between two leaps; knows nothing of frames. In a flood nobody reads more than that: the next leap brings as many
 * lines as a page keeps, and the cores belong to the program. Under its session's lock only.
 */
final class Pace {
    /** Between two leaps, when the first was acknowledged: 25 a second are as many as a page can paint, and a snapshot costs as much as a window of plain output. */
    static final long LEAP_PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(40);
    /** Between two leaps when the first was not: for a viewer that acknowledges by the byte and got none since. */
    static final long UNACKNOWLEDGED_LEAP_PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private long leapedTo = -1;
    private long leapedAtNanos;
    private long streamsSinceNanos = System.nanoTime() - LEAP_PERIOD_NANOS;
    private long streamed;

    /** @param acknowledged offset of the log @return nanoseconds until the next leap may be; none or less for now */
    long untilLeap(long acknowledged) {
        long period = acknowledged >= leapedTo ? LEAP_PERIOD_NANOS : UNACKNOWLEDGED_LEAP_PERIOD_NANOS;
        return leapedTo < 0 ? 0 : leapedAtNanos + period - System.nanoTime();
    }

    void leaps(long to) {
        leapedTo = to;
        leapedAtNanos = System.nanoTime();
    }

    /** @return nanoseconds until output may follow; none or less for now: until a window is sent, in the time between two leaps */
    long untilStream() {
        long now = System.nanoTime();
        long rest = streamsSinceNanos + LEAP_PERIOD_NANOS - now;
        if (rest <= 0) {
            streamsSinceNanos = now;
            streamed = 0;
        }
        return streamed < Protocol.WINDOW_BYTES ? 0 : rest;
    }

    void streams(int bytes) {
        streamed += bytes;
    }
}
