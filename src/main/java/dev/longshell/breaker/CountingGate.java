package dev.longshell.breaker;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/**
 * Counts the failures of PostgreSQL, and how many calls wait for it (MicroProfile Fault Tolerance 4.0). How many and how long come from
 * CIRCUIT_BREAKER_THRESHOLD and CIRCUIT_BREAKER_RESET_TIMEOUT, see META-INF/microprofile-config.properties.
 *
 * <p>There is no {@code @Timeout} here: it interrupts a thread, which a read from a database's socket does not notice, and it schedules a task for every call.
 * The socket's own timeout ends each statement. No {@code @Retry} either: a call that failed may have been done.
 */
@ApplicationScoped
public class CountingGate implements Gate {
    /** Calls at once: three quarters of the threads that serve requests, so that a dependency that hangs leaves some to say so. */
    static final int MOST_CALLS = 48;

    @Override
    @CircuitBreaker(failureRatio = 1.0, failOn = DependencyFailure.class)
    @Bulkhead(MOST_CALLS)
    public Object pass(Supplier<?> call) {
        return call.get();
    }
}
