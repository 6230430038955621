package dev.longshell.wire;

/**
 * What a keeper knows of a session; wall-clock times are for people, never for arithmetic.
 *
 * @param id                   the session
 * @param kind                 as opened
 * @param state                {@code running} or {@code ended}
 * @param pid                  of the child, which leads its own session and process group
 * @param columns              in cells
 * @param rows                 in cells
 * @param title                last set by the program (OSC 0 or 2), or null
 * @param workingDirectory     last told by the program (OSC 7), or null
 * @param foregroundCommand    name of the foreground process, such as {@code vim}; null when unknown
 * @param viewers              attached now
 * @param createdAtMillis      Unix time
 * @param lastActivityAtMillis Unix time of the last output or input
 * @param idleMillis           since the last output or input, monotonic
 * @param outputOffset         bytes of output since the start
 * @param bufferedBytes        of them still in the log
 * @param exitCode             0 to 255 when the child exited by itself, else null
 * @param signal               number of the signal that ended the child, else null
 */
public record SessionReport(String id, String kind, String state, long pid, int columns, int rows, String title,
                            String workingDirectory, String foregroundCommand, int viewers, long createdAtMillis,
                            long lastActivityAtMillis, long idleMillis, long outputOffset, long bufferedBytes,
                            Integer exitCode, Integer signal) {
    public static final String RUNNING = "running";
    public static final String ENDED = "ended";

    public boolean ended() {
        return ENDED.equals(state);
    }
}
