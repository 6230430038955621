/**
 * The circuit breakers: one for each thing outside of this process that the gateway depends on.
 *
 * <p>In: a call to a dependency ({@link dev.longshell.breaker.Breaker#call}), and what the dependency's owner sees with its own heartbeat
 * ({@link dev.longshell.breaker.Breaker#away}, {@link dev.longshell.breaker.Breaker#back}). Out: the call's answer or a fault at once; the state of each
 * ({@link dev.longshell.breaker.Breakers#list}), and every change as a CDI event ({@link dev.longshell.breaker.BreakerChanged}). Counting and
 * bounding is MicroProfile Fault Tolerance's ({@link dev.longshell.breaker.CountingGate}, {@link dev.longshell.breaker.CrowdGate}, {@link dev.longshell.breaker.FewGate}). What a call does, and which faults are the dependency's, belongs to its room: {@code store}, {@code link}, {@code access}.
 * Nothing of it lies on the way of a keystroke.
 */
package dev.longshell.breaker;
