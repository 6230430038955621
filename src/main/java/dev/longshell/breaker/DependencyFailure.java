package dev.longshell.breaker;

import dev.longshell.fault.FaultException;

/** A fault that is the dependency's, by the class that {@link Gate} counts: a user's mistake passes as an answer. Never leaves this room. */
final class DependencyFailure extends RuntimeException {
    private final transient FaultException fault;

    DependencyFailure(FaultException fault) {
        super(fault);
        this.fault = fault;
    }

    FaultException fault() {
        return fault;
    }
}
