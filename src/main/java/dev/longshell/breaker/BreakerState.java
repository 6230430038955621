package dev.longshell.breaker;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import java.util.concurrent.TimeUnit;

/**
 * What a breaker does with the next call; knows neither the call nor the dependency.
 *
 * <pre>
 *  closed --as many failures in a row as the threshold--> open --its time is over--> half open --an answer--> closed
 *     \--------------- heartbeat: away ------------------> away --heartbeat: back--------------------------> closed
 * </pre>
 *
 * Away is what the dependency's owner saw, and no call is tried before it says otherwise.
 */
sealed interface BreakerState {
    String word();

    /** What opened it, or null. */
    default FaultException cause() {
        return null;
    }

    /** When the next try is due, of {@link System#nanoTime()}; 0 where there is nothing to wait for. */
    default long nextTryNanos() {
        return 0;
    }

    /** @param failures in a row */
    record Closed(int failures) implements BreakerState {
        static final String WORD = "closed";

        @Override
        public String word() {
            return WORD;
        }
    }

    record Open(FaultException cause, long nextTryNanos) implements BreakerState {
        static final String WORD = "open";

        @Override
        public String word() {
            return WORD;
        }

        FaultException refusal(String dependency, long nowNanos) {
            long left = Math.max(0, TimeUnit.NANOSECONDS.toMillis(nextTryNanos - nowNanos));
            return FaultException.retryable(Fault.CIRCUIT_OPEN, "Not tried: " + dependency + " has failed too often. " + cause.getMessage(), left, cause);
        }
    }

    record Away(FaultException cause, long nextTryNanos) implements BreakerState {
        @Override
        public String word() {
            return Open.WORD;
        }

        /** The very fault that the owner saw: to whoever asks, the call was made. */
        FaultException refusal() {
            return FaultException.retryable(cause.fault(), cause.getMessage(), cause.retryAfterMillis().orElse(0), cause);
        }
    }

    record HalfOpen(FaultException cause) implements BreakerState {
        @Override
        public String word() {
            return "half_open";
        }
    }
}
