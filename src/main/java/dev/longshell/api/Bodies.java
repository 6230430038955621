package dev.longshell.api;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;

/** The bodies of requests that are no draft of {@code session}, and what every body must be: there. */
public final class Bodies {
    /** @param username of the user @param password in the clear; only ever over TLS or loopback */
    public record Credentials(String username, String password) {
    }

    /** @param cols in cells @param rows in cells */
    public record Size(Integer cols, Integer rows) {
    }

    /** @param text to be typed @param submit true to press Enter after it */
    public record Input(String text, boolean submit) {
    }

    /** @param signal name without SIG */
    public record SignalName(String signal) {
    }

    /** @param name for people; null or blank takes it away */
    public record NewName(String name) {
    }

    /** @param role viewer, operator or manager */
    public record MemberRole(String role) {
    }

    /** @param username lower case @param password null: one is made up @param admin null: no */
    public record NewUser(String username, String password, Boolean admin) {
    }

    /** Null leaves a member as it is. */
    public record UserChange(Boolean admin, Boolean disabled) {
    }

    /** @param password null: one is made up */
    public record NewPassword(String password) {
    }

    /** @param current the password until now @param password from now on */
    public record PasswordChange(String current, String password) {
    }

    /**
     * @param name for its owner @param expiresInDays 1 to 366 @param scope what it may do at most: read, operate or
     * administer; null: read
     */
    public record TokenDraft(String name, Integer expiresInDays, String scope) {
    }

    private Bodies() {
    }

    /** The body or member itself; INVALID_PARAMETER that names it when it is missing. */
    static <T> T required(T value, String name) {
        if (value == null) {
            throw new FaultException(Fault.INVALID_PARAMETER, name + " is missing.");
        }
        return value;
    }
}
