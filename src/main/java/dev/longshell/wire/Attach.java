package dev.longshell.wire;

/**
 * A viewer that wants a session; the JSON of the ATTACH frame. Rights are decided before it is sent: the keeper believes {@code role}.
 *
 * @param session the session's id
 * @param viewer  random id that a page keeps over reconnects, 1 to 64 characters of {@code A-Za-z0-9_-}
 * @param from    first output offset wanted; null at first
 * @param columns in cells; null leaves the size as it is
 * @param rows    in cells; null leaves the size as it is
 * @param role    what the viewer may do
 * @param mode    how output comes
 */
public record Attach(String session, String viewer, Long from, Integer columns, Integer rows, Role role, Mode mode) {
    /** What a viewer may do. */
    public enum Role {
        /** Types and resizes. */
        DRIVER,
        /** Watches: its INPUT and RESIZE are dropped. */
        READER
    }

    /** How output comes. */
    public enum Mode {
        /** A viewer that falls behind leaps to a snapshot. */
        LEAPING,
        /** Every byte; its window holds the PTY back. At most one a session. */
        LOSSLESS
    }
}
