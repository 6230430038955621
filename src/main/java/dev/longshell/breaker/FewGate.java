package dev.longshell.breaker;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.Bulkhead;

/** Bounds how many calls wait for what strangers can make us ask, and counts no failure: each {@link Breaker} does by itself. */
@ApplicationScoped
public class FewGate implements Gate {
    /** An eighth of the threads that serve requests: one that hangs holds each for some seconds. */
    static final int MOST_CALLS = 8;

    @Override
    @Bulkhead(MOST_CALLS)
    public Object pass(Supplier<?> call) {
        return call.get();
    }
}
