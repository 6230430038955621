package dev.longshell.wire;

import com.google.gson.annotations.SerializedName;

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
 * @param guest   who it is
 * @param attempt of two attachments with one viewer id the one with the larger number stays, whichever comes first; null: the one that comes last
 */
public record Attach(String session, String viewer, Long from, Integer columns, Integer rows, Role role, Mode mode, Guest guest, Long attempt) {
    /** A viewer of whom no more is known. */
    public Attach(String session, String viewer, Long from, Integer columns, Integer rows, Role role, Mode mode) {
        this(session, viewer, from, columns, rows, role, mode, null, null);
    }

    /** What a viewer may do. */
    public enum Role {
        /** Types, and drives: of several, the session has the size of the one that typed last. */
        @SerializedName(value = "OPERATOR", alternate = "DRIVER")
        OPERATOR,
        /** Watches: its INPUT and RESIZE are dropped. */
        @SerializedName(value = "OBSERVER", alternate = "READER")
        OBSERVER
    }

    /**
     * Who a viewer is, as far as other viewers may know.
     *
     * @param name      for people, or null
     * @param share     id of the share link that it came by, or null
     * @param forMillis how long it may stay; null: as long as it likes
     */
    public record Guest(String name, String share, Long forMillis) {
    }

    /** How output comes. */
    public enum Mode {
        /** A viewer that falls behind leaps to a snapshot. */
        LEAPING,
        /** Every byte; its window holds the PTY back. At most one a session. */
        LOSSLESS
    }
}
