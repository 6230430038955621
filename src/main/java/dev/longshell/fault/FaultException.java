package dev.longshell.fault;

import dev.longshell.text.Secrets;
import java.util.OptionalLong;

/**
 * A {@link Fault} on its way to the door that shows it; its message is written for the user and carries the values concerned, but for secrets that are among them.
 */
public final class FaultException extends RuntimeException {
    private static final long NO_RETRY = -1;

    private final Fault fault;
    private final long retryAfterMillis;

    /** A fault with what the user should read. */
    public FaultException(Fault fault, String message) {
        this(fault, message, NO_RETRY, null);
    }

    /** A fault with what the user should read and what the log should say beside it. */
    public FaultException(Fault fault, String message, Throwable cause) {
        this(fault, message, NO_RETRY, cause);
    }

    private FaultException(Fault fault, String message, long retryAfterMillis, Throwable cause) {
        super(Secrets.masked(message), cause);
        this.fault = fault;
        this.retryAfterMillis = retryAfterMillis;
    }

    /** A fault that waiting helps against. @param retryAfterMillis milliseconds to wait, at least 0 */
    public static FaultException retryable(Fault fault, String message, long retryAfterMillis, Throwable cause) {
        return new FaultException(fault, message, Math.max(0, retryAfterMillis), cause);
    }

    public Fault fault() {
        return fault;
    }

    /** Milliseconds after which another try makes sense; empty where waiting does not help. */
    public OptionalLong retryAfterMillis() {
        return retryAfterMillis == NO_RETRY ? OptionalLong.empty() : OptionalLong.of(retryAfterMillis);
    }

    /** The same as the value of a Retry-After header has it (RFC 9110 section 10.2.3): in whole seconds, at least 1. */
    public OptionalLong retryAfterSeconds() {
        return retryAfterMillis == NO_RETRY ? OptionalLong.empty() : OptionalLong.of(Math.max(1, (retryAfterMillis + 999) / 1_000));
    }
}
