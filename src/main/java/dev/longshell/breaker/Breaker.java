package dev.longshell.breaker;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * Stands between the gateway and one dependency: lets calls through, or refuses them at once while they could only fail, and says why; knows nothing of what a
 * call does. It keeps what its {@link Gate} does not tell: MicroProfile Fault Tolerance knows the state, but gives neither it, nor its cause, nor its end away.
 */
public final class Breaker {
    private static final long BUSY_RETRY_MILLIS = 1_000;

    /**
     * What all breakers share.
     *
     * @param threshold     failures in a row that open one
     * @param timeoutMillis after which a call has failed
     * @param resetMillis   how long it then stays open
     * @param changes       is told of every change; must not block
     * @param clock         nanoseconds, monotonic
     */
    record Terms(int threshold, long timeoutMillis, long resetMillis, Consumer<BreakerChanged> changes, LongSupplier clock) {
    }

    private final String dependency;
    private final Set<Fault> counted;
    private final Terms terms;
    private final Gate gate;
    private volatile Runnable heartbeat = () -> { };
    private volatile BreakerState state = new BreakerState.Closed(0);
    private volatile Instant since = Instant.now();

    Breaker(String dependency, Set<Fault> counted, Gate gate, Terms terms) {
        this.dependency = dependency;
        this.counted = Set.copyOf(counted);
        this.terms = terms;
        this.gate = gate;
    }

    /** One for outside of a container: it counts nothing, only its owner's word opens it. */
    public static Breaker uncounted(String dependency) {
        return new Breaker(dependency, Set.of(), Supplier::get, new Terms(Integer.MAX_VALUE, Long.MAX_VALUE, 0, change -> { }, System::nanoTime));
    }

    /**
     * Makes the call, unless the dependency is known to be away.
     *
     * @throws FaultException the call's own; the one that its owner saw while it is away; CIRCUIT_OPEN when it has failed too often, or too many calls wait for it
     */
    public <T> T call(Supplier<T> call) {
        BreakerState now = state;
        if (now instanceof BreakerState.Away away) {
            throw away.refusal();
        }
        if (now instanceof BreakerState.Open open && terms.clock().getAsLong() - open.nextTryNanos() < 0) {
            throw open.refusal(dependency, terms.clock().getAsLong());
        }
        try {
            @SuppressWarnings("unchecked") // what goes in comes out
            T answer = (T) gate.pass(() -> attempt(call));
            return answer;
        } catch (DependencyFailure e) {
            throw e.fault();
        } catch (CircuitBreakerOpenException e) {
            throw refused(e);
        } catch (BulkheadException e) {
            throw FaultException.retryable(Fault.CIRCUIT_OPEN, "Not tried: too many calls wait for " + dependency + " already.", BUSY_RETRY_MILLIS, e);
        }
    }

    private <T> T attempt(Supplier<T> call) {
        trying();
        try {
            T answer = call.get();
            answered();
            return answer;
        } catch (FaultException e) {
            if (!counted.contains(e.fault())) {
                answered(); // it did its part
                throw e;
            }
            if (!(state instanceof BreakerState.Away)) {
                heartbeat.run();
            }
            if (state instanceof BreakerState.Away) {
                throw e; // known now, and known when it is over: nothing to count
            }
            failed(e);
            throw new DependencyFailure(e);
        } catch (RuntimeException e) {
            answered();
            throw e;
        }
    }

    private void trying() {
        if (state instanceof BreakerState.Open) {
            become(state -> state instanceof BreakerState.Open open ? new BreakerState.HalfOpen(open.cause()) : state);
        }
    }

    private void answered() {
        if (!(state instanceof BreakerState.Closed closed && closed.failures() == 0)) {
            become(state -> state instanceof BreakerState.Away ? state : new BreakerState.Closed(0));
        }
    }

    private void failed(FaultException cause) {
        become(state -> {
            if (state instanceof BreakerState.Closed closed && closed.failures() + 1 < terms.threshold()) {
                return new BreakerState.Closed(closed.failures() + 1);
            }
            return state instanceof BreakerState.Away ? state : open(cause);
        });
    }

    private BreakerState.Open open(FaultException cause) {
        return new BreakerState.Open(cause, terms.clock().getAsLong() + TimeUnit.MILLISECONDS.toNanos(terms.resetMillis()));
    }

    private FaultException refused(CircuitBreakerOpenException refusal) {
        BreakerState now = state;
        FaultException unknown = new FaultException(Fault.CIRCUIT_OPEN, "Its last calls failed.", refusal);
        BreakerState.Open open = now instanceof BreakerState.Open already ? already : open(now.cause() == null ? unknown : now.cause());
        return open.refusal(dependency, terms.clock().getAsLong());
    }

    /** Milliseconds after which a call to a dependency has failed that is given up by itself after so many: the lesser of both. Who makes the call keeps it. */
    public long timeoutMillis(long ownMillis) {
        return Math.min(ownMillis, terms.timeoutMillis());
    }

    /** How the dependency's owner looks whether it is there; asked after each failure, so that what the owner can see is not counted. It calls {@link #away} or {@link #back}. */
    public void heartbeat(Runnable look) {
        heartbeat = look;
    }

    /** The dependency's owner sees that it is away: calls are refused with that fault from now on. @param nextLookMillis until it looks again */
    public void away(FaultException cause, long nextLookMillis) {
        long nextTry = terms.clock().getAsLong() + TimeUnit.MILLISECONDS.toNanos(nextLookMillis);
        become(state -> new BreakerState.Away(cause, nextTry));
    }

    /** The dependency's owner sees it answer again. Nothing changes when it was not away. */
    public void back() {
        if (state instanceof BreakerState.Away) {
            become(state -> new BreakerState.Closed(0));
        }
    }

    private void become(java.util.function.UnaryOperator<BreakerState> change) {
        BreakerView told;
        synchronized (this) {
            BreakerState before = state;
            state = change.apply(before);
            if (before.word().equals(state.word())) {
                return;
            }
            since = Instant.now();
            told = view();
        }
        terms.changes().accept(new BreakerChanged(told));
    }

    public synchronized BreakerView view() {
        BreakerState now = state;
        long left = now.nextTryNanos() - terms.clock().getAsLong();
        return new BreakerView(dependency, now.word(), now.cause() == null ? null : now.cause().getMessage(), since,
                now.nextTryNanos() == 0 ? null : Instant.now().plusNanos(Math.max(0, left)));
    }
}
