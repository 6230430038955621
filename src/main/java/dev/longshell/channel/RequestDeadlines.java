package dev.longshell.channel;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Which connections have not told a whole request in time, however busily they send; knows nothing of bytes or of what a server is.
 *
 * @param <C> a connection
 */
final class RequestDeadlines<C> {
    /** From a connection's beginning until its first request, TLS included, is there to its last header. Looked at four times a second: ten seconds are promised. */
    static final long FIRST_MILLIS = 9_500;
    /** From one answer to the next request: as long as an idle connection is kept, and then as long as the first. */
    static final long NEXT_MILLIS = 20_000;
    /** From a request's last header to the last byte of its body, which is small here (access.WholeBodies): what Apache's mod_reqtimeout gives for one to begin. */
    static final long BODY_MILLIS = 20_000;

    /** @param owes whether what is to be there then is not */
    private record Standing(int unanswered, long dueAt, BooleanSupplier owes) {
        boolean isDue(long now) {
            return now >= dueAt && owes.getAsBoolean();
        }
    }

    private final Map<C, Standing> standings = new ConcurrentHashMap<>();
    private final LongSupplier clock;

    /** @param clock monotonic, in milliseconds */
    RequestDeadlines(LongSupplier clock) {
        this.clock = clock;
    }

    void accepted(C connection) {
        standings.put(connection, new Standing(0, clock.getAsLong() + FIRST_MILLIS, () -> true));
    }

    /** A request's headers are there. @param owesBody whether some of its body is still to come; asked until it is answered, however long that takes */
    void told(C connection, BooleanSupplier owesBody) {
        standings.computeIfPresent(connection, (same, standing) -> new Standing(standing.unanswered() + 1, clock.getAsLong() + BODY_MILLIS, owesBody));
    }

    void answered(C connection) {
        standings.computeIfPresent(connection, (same, standing) -> {
            int unanswered = Math.max(0, standing.unanswered() - 1);
            return new Standing(unanswered, clock.getAsLong() + NEXT_MILLIS, () -> unanswered == 0);
        });
    }

    /** It has become a WebSocket, or is gone. */
    void done(C connection) {
        standings.remove(connection);
    }

    /** Those to be closed, told once. A server uses a request's object again for another's: it is asked while it cannot be answered. */
    List<C> overdue() {
        long now = clock.getAsLong();
        return standings.keySet().stream().filter(connection -> standings.computeIfPresent(connection, (same, standing) -> standing.isDue(now) ? null : standing) == null)
                .collect(Collectors.toList());
    }
}
