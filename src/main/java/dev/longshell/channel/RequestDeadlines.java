package dev.longshell.channel;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    private record Standing(int unanswered, long dueAt) {
        boolean isDue(long now) {
            return unanswered == 0 && now >= dueAt;
        }
    }

    private final Map<C, Standing> standings = new ConcurrentHashMap<>();
    private final LongSupplier clock;

    /** @param clock monotonic, in milliseconds */
    RequestDeadlines(LongSupplier clock) {
        this.clock = clock;
    }

    void accepted(C connection) {
        standings.put(connection, new Standing(0, clock.getAsLong() + FIRST_MILLIS));
    }

    /** A request's headers are there; its body has a time limit of its own. */
    void told(C connection) {
        standings.computeIfPresent(connection, (same, standing) -> new Standing(standing.unanswered() + 1, 0));
    }

    void answered(C connection) {
        standings.computeIfPresent(connection, (same, standing) -> new Standing(Math.max(0, standing.unanswered() - 1), clock.getAsLong() + NEXT_MILLIS));
    }

    /** It has become a WebSocket, or is gone. */
    void done(C connection) {
        standings.remove(connection);
    }

    /** Those to be closed, told once. */
    List<C> overdue() {
        long now = clock.getAsLong();
        List<C> due = standings.entrySet().stream().filter(entry -> entry.getValue().isDue(now)).map(Map.Entry::getKey).collect(Collectors.toList());
        due.forEach(standings::remove);
        return due;
    }
}
