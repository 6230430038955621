package dev.longshell.breaker;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.Bulkhead;

/**
 * Bounds how many calls wait for the keepers, all of them together, and counts no failure: Fault Tolerance counts for a method of a class, so that one user's keeper
 * would open the breaker of everybody's. Each keeper's {@link Breaker} counts by itself, with the same numbers.
 */
@ApplicationScoped
public class CrowdGate implements Gate {
    @Override
    @Bulkhead(CountingGate.MOST_CALLS)
    public Object pass(Supplier<?> call) {
        return call.get();
    }
}
