package dev.longshell.breaker;

import java.util.function.Supplier;

/** What MicroProfile Fault Tolerance does with the calls to one kind of dependency; knows neither its name nor what a failure is. */
interface Gate {
    /** Makes the call. {@code CircuitBreakerOpenException} or {@code BulkheadException} when it is not made. */
    Object pass(Supplier<?> call);
}
