package dev.longshell.channel;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.Tag;
import java.util.function.LongSupplier;

/**
 * How many frames one socket may send in a second, so that one cannot keep the gateway from all others; knows nothing of what is in them. For the thread that reads
 * the socket.
 *
 * <p>A program that waits for each echo sends up to ten thousand frames a second over loopback, keys and acknowledgements; nobody resizes, pings or hides a page
 * a thousand times.
 */
final class FrameBudget {
    static final int SECONDS_WORTH = 20_000;
    /** Of RESIZE, PING and VIEW, which cost the session more than a key. */
    static final int COSTLY = 20;
    /** Of AUTH, which asks the database; once in a few hours is enough. */
    static final int COSTLIEST = 2_000;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long WAIT_MILLIS = 1_000;

    private final LongSupplier nanoTime;
    private long begin;
    private int spent;

    FrameBudget(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
    }

    /** @param tag of the frame, or any other byte of a plain message @throws FaultException RATE_LIMIT when the second's worth is spent */
    void spend(byte tag) {
        spent += cost(tag);
        if (spent <= SECONDS_WORTH) {
            return;
        }
        long now = nanoTime.getAsLong();
        if (now - begin < SECOND_NANOS) {
            throw FaultException.retryable(Fault.RATE_LIMIT, "Too many frames in a second.", WAIT_MILLIS, null);
        }
        begin = now;
        spent = 0;
    }

    private static int cost(byte tag) {
        return switch (tag) {
            case Tag.RESIZE, Tag.PING, Tag.VIEW -> COSTLY;
            case Tag.AUTH -> COSTLIEST;
            default -> 1;
        };
    }
}
