package dev.longshell.store;

import dev.longshell.breaker.Breaker;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.sql.SQLException;

/**
 * The one place where the database's errors become faults (PostgreSQL appendix A, SQLSTATE codes), and where its breaker stands; knows nothing of entities.
 *
 * <p>It runs outside the transaction's interceptor, so that a commit that fails is translated too, and so that no transaction begins while the breaker is open.
 */
@Translated
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 100)
public class DatabaseFaults {
    /** Milliseconds: a restarted PostgreSQL answers again within a few seconds. */
    private static final long RETRY_AFTER_MILLIS = 5_000;

    private Breaker breaker;

    protected DatabaseFaults() {
        // for the container
    }

    @Inject
    DatabaseFaults(DatabaseBreaker breaker) {
        this.breaker = breaker.get();
    }

    @AroundInvoke
    Object translate(InvocationContext call) {
        return breaker.call(() -> proceed(call));
    }

    private static Object proceed(InvocationContext call) {
        try {
            return call.proceed();
        } catch (FaultException e) {
            throw e;
        } catch (RuntimeException e) {
            throw translated(e);
        } catch (Exception e) {
            throw new IllegalStateException("a repository's method threw what it does not declare", e);
        }
    }

    /** The fault that this failure is, or the failure itself where it is no fault of the database's. */
    static RuntimeException translated(RuntimeException failure) {
        FaultException fault = null;
        for (Throwable cause = failure; cause != null && fault == null; cause = cause.getCause()) {
            if (cause instanceof FaultException found) {
                return found;
            }
            if (cause instanceof SQLException sql) {
                fault = fault(sql, failure);
            }
        }
        return fault == null ? failure : fault;
    }

    /** @return null where it is no fault of the database's @param failure what goes to the log */
    static FaultException fault(SQLException error, Throwable failure) {
        String state = error.getSQLState();
        if (state == null) {
            return allocationFailed(error) ? unavailable("The database does not answer.", failure) : null;
        }
        if (state.equals("53100")) {
            return FaultException.retryable(Fault.STORAGE_FULL, "The database's volume is full; nothing was saved.", RETRY_AFTER_MILLIS, failure);
        }
        if (state.equals("23505")) {
            return new FaultException(Fault.CONFLICT, "That name is taken.", failure);
        }
        if (state.equals("22021")) {
            return new FaultException(Fault.INVALID_PARAMETER, "A text has a character that cannot be kept (NUL).", failure);
        }
        if (state.equals("25006")) {
            return unavailable("The database refuses to write.", failure);
        }
        // 08: connection; 53: out of connections, memory; 57: shut down, crashed, starting; 55P03: a lock was not to be had; 40: lost against another transaction
        boolean waitingHelps = state.startsWith("08") || state.startsWith("53") || state.startsWith("57") || state.equals("55P03") || state.startsWith("40");
        return waitingHelps ? unavailable("The database does not answer.", failure) : null;
    }

    /** Class 08: nothing is heard on the connection, or none is to be had. */
    static boolean isUnreachable(SQLException error) {
        return error.getSQLState() != null && error.getSQLState().startsWith("08");
    }

    /** The pool's own failures (no connection to be made, none free in time) carry no state but this text. */
    private static boolean allocationFailed(SQLException error) {
        return error.getMessage() != null && error.getMessage().startsWith("Error in allocating a connection");
    }

    static FaultException unavailable(String message, Throwable failure) {
        return FaultException.retryable(Fault.DATABASE_UNAVAILABLE, message, RETRY_AFTER_MILLIS, failure);
    }
}
