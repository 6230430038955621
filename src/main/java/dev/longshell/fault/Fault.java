package dev.longshell.fault;

import java.util.Locale;

/**
 * What can go wrong and a user may see; knows nothing of where it happens or how it is shown.
 *
 * <p>HTTP statuses are those of RFC 9110 (and 429 of RFC 6585, 507 of RFC 4918), close codes those of RFC 6455 section 7.4 with the private
 * range 4000 to 4999 used as docs/protocol.md lists it, exit codes those of BSD {@code sysexits.h}.
 */
public enum Fault {
    /** A frame that cannot be read: truncated, text where binary belongs, a length that lies. */
    MALFORMED_FRAME(400, 4400, 65),
    /** A parameter or a member of a body that is missing or cannot be. */
    INVALID_PARAMETER(400, 4400, 64),
    /** A body of more bytes than anything here takes. */
    BODY_TOO_LARGE(413, 4400, 65),
    /** No login, or one that is over. */
    UNAUTHENTICATED(401, 4401, 77),
    /** Known, but not allowed; also a change without an allowed Origin. */
    FORBIDDEN(403, 4403, 77),
    /** No such thing, or none that the caller may know of: both answer the same bytes. */
    NOT_FOUND(404, 4404, 66),
    /** The name or slug is taken, or the thing changed meanwhile. */
    CONFLICT(409, 4409, 73),
    /** The same viewer id attached again elsewhere; the newer attachment has the session. */
    ATTACHED_ELSEWHERE(409, 4409, 75),
    /** The command of a session does not exist or may not be executed. */
    COMMAND_NOT_FOUND(422, 4400, 69),
    /** The directory of a project does not exist or is none. */
    DIRECTORY_MISSING(422, 4400, 66),
    /** The directory of a project lies outside PROJECT_ROOTS, links resolved. */
    DIRECTORY_OUTSIDE_ROOTS(403, 4403, 77),
    /** SESSION_MAX_PER_PROJECT live sessions are open. */
    SESSION_LIMIT(429, 4429, 75),
    /** As many sockets are open on this channel as may be: of all, of the user, of the link, or of its maker's links. */
    CONNECTION_LIMIT(429, 4429, 75),
    /** Too many attempts in too short a time. */
    RATE_LIMIT(429, 4429, 75),
    /** No keeper answers, or the line to it broke; its sessions may well be alive. */
    KEEPER_UNAVAILABLE(503, 4503, 69),
    /** The keeper speaks another version of the frame protocol. */
    PROTOCOL_MISMATCH(503, 4503, 76),
    /** A circuit breaker is open; the next try is known. */
    CIRCUIT_OPEN(503, 4503, 69),
    /** The database does not answer or refuses to write. */
    DATABASE_UNAVAILABLE(503, 4503, 69),
    /** The OpenID Connect provider does not answer, or not as one; whoever has a password can log in with it. */
    PROVIDER_UNAVAILABLE(503, 4503, 69),
    /** The volume of the database or of LONGSHELL_HOME is full. */
    STORAGE_FULL(507, 4503, 74),
    /** The machine has no pty, process or descriptor left. */
    RESOURCES_EXHAUSTED(503, 4503, 71),
    /** A row of the audit is missing or was changed. */
    AUDIT_BROKEN(500, 1011, 65),
    /** A setting whose value cannot be; refused at start. */
    SETTING_REFUSED(500, 1011, 78),
    /** A port that somebody else listens on. */
    PORT_IN_USE(500, 1011, 69),
    /** The program or a file that a command of the command line needs is not there. */
    NOT_INSTALLED(500, 1011, 72),
    /** The server did not come up. */
    START_FAILED(500, 1011, 70),
    /** Our own fault. */
    INTERNAL(500, 1011, 70);

    private final int httpStatus;
    private final int closeCode;
    private final int exitCode;

    Fault(int httpStatus, int closeCode, int exitCode) {
        this.httpStatus = httpStatus;
        this.closeCode = closeCode;
        this.exitCode = exitCode;
    }

    /** The status of an HTTP answer, 400 to 599. */
    public int httpStatus() {
        return httpStatus;
    }

    /** Whether it is the asker's: what is ours, or a dependency's, has a status from 500 on (RFC 9110 section 15.6). */
    public boolean isRefusal() {
        return httpStatus < 500;
    }

    /** The code of a WebSocket close frame: 1011 or 4400 to 4503. */
    public int closeCode() {
        return closeCode;
    }

    /** The exit status of a command line process, 64 to 78. */
    public int exitCode() {
        return exitCode;
    }

    /** The name in problem documents, events and metric labels: lower case, words joined by underscores. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The fault with that code.
     *
     * @return {@link #INTERNAL} for a code of a newer build that this one does not know
     */
    public static Fault ofCode(String code) {
        for (Fault fault : values()) {
            if (fault.code().equals(code)) {
                return fault;
            }
        }
        return INTERNAL;
    }
}
