package dev.longshell.api;

import jakarta.ws.rs.ProcessingException;

/**
 * A body that is no JSON, or not of the shape that is wanted; its message is for the sender and repeats at most a
 * member's name.
 */
final class UnreadableBody extends ProcessingException {
    private static final long serialVersionUID = 1;

    UnreadableBody(String message) {
        super(message);
    }

    UnreadableBody(String message, Throwable cause) {
        super(message, cause);
    }
}
