package dev.longshell.breaker;

import jakarta.enterprise.context.Dependent;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/**
 * Counts the failures of one dependency, and how many calls wait for it (MicroProfile Fault Tolerance 4.0); knows neither its name nor what a failure is.
 *
 * <p>Payara counts for each instance of a bean, so each dependency has an instance of its own, and a fresh one has forgotten every failure. How many failures
 * and how long come from CIRCUIT_BREAKER_THRESHOLD and CIRCUIT_BREAKER_RESET_TIMEOUT, see META-INF/microprofile-config.properties.
 *
 * <p>There is no {@code @Timeout} here: it interrupts a thread, which a read from a database's socket does not notice, and it schedules a task for every call.
 * The calls of {@code store} and {@code link} end by themselves within CIRCUIT_BREAKER_TIMEOUT. No {@code @Retry} either: a call that failed may have been done.
 */
@Dependent
public class Gate {
    /** Calls at once: three quarters of the threads that serve requests, so that a dependency that hangs leaves some to say so. */
    static final int MOST_CALLS = 48;

    /** Makes the call. {@code CircuitBreakerOpenException} or {@code BulkheadException} when it is not made. */
    @CircuitBreaker(failureRatio = 1.0, failOn = DependencyFailure.class)
    @Bulkhead(MOST_CALLS)
    public Object pass(Supplier<?> call) {
        return call.get();
    }
}
