package dev.longshell.wire;

import java.nio.charset.StandardCharsets;

/**
 * What a gateway asks of a keeper; the JSON of a REQUEST frame.
 *
 * <p>Answers: OPEN and INSPECT one {@link SessionReport}, LIST an array of them, SCREEN a {@link ScreenReport}, the others {@code {}}. A refusal is a {@link Refusal}.
 *
 * @param verb         what to do
 * @param session      the session's id; null for OPEN (it is in {@code open}), LIST, SHUTDOWN and RETIRE
 * @param open         for OPEN only
 * @param columns      for RESIZE only, in cells
 * @param rows         for RESIZE only, in cells
 * @param input        for INPUT only: keys, bytes as Latin-1 text, one character a byte
 * @param paste        for INPUT only: UTF-8 text as Latin-1 as well, typed before {@code input}; as a bracketed paste when the program asked for that, and without
 *                     control bytes but tab and line ends, so that nothing in it ends the paste
 * @param signal       for SIGNAL only: a name without SIG, such as INT
 * @param historyLines for SCREEN only, as {@link HistoryWish} has it
 * @param before       likewise
 * @param styled       likewise
 * @param share        for DISMISS only: id of the link
 * @param idleMillis   for EXPIRE only
 */
public record Call(Verb verb, String session, OpenSession open, int columns, int rows, String input, String paste, String signal, int historyLines,
                   Long before, boolean styled, String share, long idleMillis) {
    /** The verbs of a keeper. */
    public enum Verb {
        /** Starts a session. */
        OPEN,
        /** All sessions, live and ended but not yet forgotten. */
        LIST,
        /** One session. */
        INSPECT,
        /** What the terminal shows now. */
        SCREEN,
        /** Writes to the PTY, beside what its viewers type. */
        INPUT,
        /** Sets the size, as a driver's RESIZE does. */
        RESIZE,
        /** Sends a signal to the foreground process group. */
        SIGNAL,
        /** Ends the whole process group: HUP, TERM, KILL within 5 s. Answers at once; the end is a REPORT. */
        KILL,
        /** Closes every viewer that came by a share link, named by {@code share}, and lets none of it in again. */
        DISMISS,
        /** Ends a session as KILL does, unless somebody is attached, a command has the foreground, or it was left or said or heard something within {@code idleMillis}: CONFLICT. */
        EXPIRE,
        /** Lets the time without viewers begin anew. */
        EXTEND,
        /** Drops what is kept of an ended session. */
        FORGET,
        /** Ends every session and the keeper. */
        SHUTDOWN,
        /** Opens no more sessions, gives its place to the next keeper, and ends once its last session has. CONFLICT for a keeper that is a service of its own. */
        RETIRE
    }

    public static Call open(OpenSession open) {
        return new Call(Verb.OPEN, open.id(), open, 0, 0, null, null, null, 0, null, false, null, 0);
    }

    public static Call list() {
        return new Call(Verb.LIST, null, null, 0, 0, null, null, null, 0, null, false, null, 0);
    }

    public static Call retire() {
        return new Call(Verb.RETIRE, null, null, 0, 0, null, null, null, 0, null, false, null, 0);
    }

    /** A call that needs no more than the session. */
    public static Call of(Verb verb, String session) {
        return new Call(verb, session, null, 0, 0, null, null, null, 0, null, false, null, 0);
    }

    public static Call resize(String session, int columns, int rows) {
        return new Call(Verb.RESIZE, session, null, columns, rows, null, null, null, 0, null, false, null, 0);
    }

    public static Call input(String session, byte[] keys) {
        return new Call(Verb.INPUT, session, null, 0, 0, latin(keys), null, null, 0, null, false, null, 0);
    }

    /** A text pasted, then keys pressed. @param pasted UTF-8 */
    public static Call paste(String session, byte[] pasted, byte[] keys) {
        return new Call(Verb.INPUT, session, null, 0, 0, latin(keys), latin(pasted), null, 0, null, false, null, 0);
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    public static Call screen(String session, HistoryWish history) {
        return new Call(Verb.SCREEN, session, null, 0, 0, null, null, null, history.lines(), history.before(), history.styled(), null, 0);
    }

    /** For SCREEN only. */
    public HistoryWish history() {
        return new HistoryWish(Math.max(0, historyLines), before, styled);
    }

    public static Call dismiss(String session, String share) {
        return new Call(Verb.DISMISS, session, null, 0, 0, null, null, null, 0, null, false, share, 0);
    }

    public static Call expire(String session, long idleMillis) {
        return new Call(Verb.EXPIRE, session, null, 0, 0, null, null, null, 0, null, false, null, idleMillis);
    }

    public static Call signal(String session, String signal) {
        return new Call(Verb.SIGNAL, session, null, 0, 0, null, null, signal, 0, null, false, null, 0);
    }
}
