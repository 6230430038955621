package dev.longshell.wire;

/**
 * What a gateway asks of a keeper; the JSON of a REQUEST frame. Exactly one member is set, but for {@code list}, which is a flag.
 *
 * <p>Answers: OPEN and INSPECT one {@link SessionReport}, LIST an array of them, the others {@code {}}. A refusal is a {@link Refusal}.
 *
 * @param verb    what to do
 * @param session the session's id; null for OPEN (it is in {@code open}), LIST and SHUTDOWN
 * @param open    for OPEN only
 * @param columns for RESIZE only, in cells
 * @param rows    for RESIZE only, in cells
 * @param input   for INPUT only: bytes as Latin-1 text, one character a byte
 * @param signal  for SIGNAL only: a name without SIG, such as INT
 */
public record Call(Verb verb, String session, OpenSession open, int columns, int rows, String input, String signal) {
    /** The verbs of a keeper. */
    public enum Verb {
        /** Starts a session. */
        OPEN,
        /** All sessions, live and ended but not yet forgotten. */
        LIST,
        /** One session. */
        INSPECT,
        /** Writes to the PTY, beside what its viewers type. */
        INPUT,
        /** Sets the size, as a driver's RESIZE does. */
        RESIZE,
        /** Sends a signal to the foreground process group. */
        SIGNAL,
        /** Ends the whole process group: HUP, TERM, KILL within 5 s. Answers at once; the end is a REPORT. */
        KILL,
        /** Drops what is kept of an ended session. */
        FORGET,
        /** Ends every session and the keeper. */
        SHUTDOWN
    }

    public static Call open(OpenSession open) {
        return new Call(Verb.OPEN, open.id(), open, 0, 0, null, null);
    }

    public static Call list() {
        return new Call(Verb.LIST, null, null, 0, 0, null, null);
    }

    /** A call that needs no more than the session. */
    public static Call of(Verb verb, String session) {
        return new Call(verb, session, null, 0, 0, null, null);
    }

    public static Call resize(String session, int columns, int rows) {
        return new Call(Verb.RESIZE, session, null, columns, rows, null, null);
    }

    public static Call input(String session, byte[] bytes) {
        return new Call(Verb.INPUT, session, null, 0, 0, new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1), null);
    }

    public static Call signal(String session, String signal) {
        return new Call(Verb.SIGNAL, session, null, 0, 0, null, signal);
    }
}
