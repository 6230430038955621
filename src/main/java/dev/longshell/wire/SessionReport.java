package dev.longshell.wire;

import java.util.List;

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
 * @param startTicks           of the child, as in {@link ProcessIdentity}; 0 when unknown
 * @param bootId               of the machine, as in {@link ProcessIdentity}; null from an older keeper
 * @param foreground           true while another process group than the child's own has the terminal: a shell runs a command
 * @param unwatchedMillis      since the last viewer left, or the start, monotonic; 0 while somebody is attached
 * @param watchers             who is attached, in the order they came; null from an older keeper
 * @param leftBehind           what goes on of a session that has ended, each {@code pid name}; told once, some seconds after the end, else null
 * @param endedBecause         {@link #BY_OPERATOR}, {@link #BY_RETENTION} or {@link #BY_KEEPER} for one that was ended, null for one that ended by itself or runs
 */
public record SessionReport(String id, String kind, String state, long pid, int columns, int rows, String title,
                            String workingDirectory, String foregroundCommand, int viewers, long createdAtMillis,
                            long lastActivityAtMillis, long idleMillis, long outputOffset, long bufferedBytes,
                            Integer exitCode, Integer signal, long startTicks, String bootId, boolean foreground, long unwatchedMillis,
                            List<Watcher> watchers, String endedBecause, List<String> leftBehind) {
    /** One that tells of nothing left behind. */
    public SessionReport(String id, String kind, String state, long pid, int columns, int rows, String title,
                         String workingDirectory, String foregroundCommand, int viewers, long createdAtMillis,
                         long lastActivityAtMillis, long idleMillis, long outputOffset, long bufferedBytes,
                         Integer exitCode, Integer signal, long startTicks, String bootId, boolean foreground, long unwatchedMillis,
                         List<Watcher> watchers, String endedBecause) {
        this(id, kind, state, pid, columns, rows, title, workingDirectory, foregroundCommand, viewers, createdAtMillis, lastActivityAtMillis, idleMillis, outputOffset,
                bufferedBytes, exitCode, signal, startTicks, bootId, foreground, unwatchedMillis, watchers, endedBecause, null);
    }

    public static final String RUNNING = "running";
    public static final String ENDED = "ended";
    /** What a viewer is told of a session that was lost: its keeper ended without it. */
    public static final String KEEPER_GONE = "keeper_gone";
    /** The machine was started anew. */
    public static final String MACHINE_RESTARTED = "machine_restarted";
    /** Somebody asked for it. */
    public static final String BY_OPERATOR = "operator";
    /** Nobody needed it for too long. */
    public static final String BY_RETENTION = "retention";
    /** The keeper itself was told to end. */
    public static final String BY_KEEPER = "keeper_stopped";

    /**
     * Somebody who is attached.
     *
     * @param number  counts the session's viewers from 1; what the {@code viewers} event calls it
     * @param name    for people, or null
     * @param role    {@code driver}, {@code operator} (may type, but another drives) or {@code observer}
     * @param visible false while nobody looks at it
     * @param share   id of the share link that it came by, or null
     */
    public record Watcher(int number, String name, String role, boolean visible, String share) {
    }

    /** The same, with what goes on. */
    public SessionReport leaving(List<String> processes) {
        return new SessionReport(id, kind, state, pid, columns, rows, title, workingDirectory, foregroundCommand, viewers, createdAtMillis, lastActivityAtMillis, idleMillis,
                outputOffset, bufferedBytes, exitCode, signal, startTicks, bootId, foreground, unwatchedMillis, watchers, endedBecause, processes);
    }

    public boolean ended() {
        return ENDED.equals(state);
    }

    /** Of the child; null from a keeper that does not tell. */
    public ProcessIdentity process() {
        return bootId == null ? null : new ProcessIdentity(pid, startTicks, bootId);
    }

    /** Never null. */
    public List<Watcher> attached() {
        return watchers == null ? List.of() : watchers;
    }
}
