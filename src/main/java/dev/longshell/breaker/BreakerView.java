package dev.longshell.breaker;

import java.time.Instant;

/**
 * A breaker as an operator sees it.
 *
 * @param dependency what it guards, such as {@code postgresql}
 * @param state      {@code closed}, {@code open} or {@code half_open}
 * @param cause      what opened it, for people; null while it is closed
 * @param since      when it came into this state, wall clock
 * @param nextTryAt  when the next try is due, wall clock; null unless it is open
 */
public record BreakerView(String dependency, String state, String cause, Instant since, Instant nextTryAt) {
    public boolean closed() {
        return state.equals(BreakerState.Closed.WORD);
    }
}
