package dev.longshell.wire;

import java.util.List;
import java.util.Map;

/**
 * What a keeper needs to start a session.
 *
 * @param id           unique over all time, {@code session_...}
 * @param kind         {@code terminal} or {@code claude}; the keeper only repeats it
 * @param command      argument vector, at least one element; never handed to another shell. A first element that starts with {@code -} is a login
 *                     shell in the manner of login(1): the program is the rest of it
 * @param directory    absolute working directory
 * @param environment  the whole environment of the child; nothing of the keeper's own is added but TERM and the like by the caller
 * @param columns      in cells, 1 to 1000
 * @param rows         in cells, 1 to 500
 * @param historyLines lines of scrollback kept
 * @param clipboard    true when its programs may put text into the viewers' clipboards (OSC 52); reading them is never possible
 * @param restores     id of a session that is gone: this one begins under its last screen, in its size and, where that is still there, its directory; or null
 * @param other        the OS user that it runs as; null for the keeper's own
 * @param umask        what its processes begin with (umask(2)); null for {@link #USUAL_UMASK}
 */
public record OpenSession(String id, String kind, List<String> command, String directory, Map<String, String> environment,
                          int columns, int rows, int historyLines, boolean clipboard, String restores, OtherUser other, Integer umask) {
    /** Has a session's id in the environment of its processes. */
    public static final String SESSION_VARIABLE = "LONGSHELL_SESSION";
    /** What login(1) begins with: others may read what a session makes, and nobody else may write it. */
    public static final int USUAL_UMASK = 0022;

    /** One with the usual umask. */
    public OpenSession(String id, String kind, List<String> command, String directory, Map<String, String> environment,
                       int columns, int rows, int historyLines, boolean clipboard, String restores, OtherUser other) {
        this(id, kind, command, directory, environment, columns, rows, historyLines, clipboard, restores, other, null);
    }

    /** A session of the keeper's own user that begins with an empty screen. */
    public OpenSession(String id, String kind, List<String> command, String directory, Map<String, String> environment,
                       int columns, int rows, int historyLines, boolean clipboard) {
        this(id, kind, command, directory, environment, columns, rows, historyLines, clipboard, null, null);
    }

    /** The same elsewhere, in another size. */
    public OpenSession at(String otherDirectory, int otherColumns, int otherRows) {
        return new OpenSession(id, kind, command, otherDirectory, environment, otherColumns, otherRows, historyLines, clipboard, restores, other, umask);
    }
}
