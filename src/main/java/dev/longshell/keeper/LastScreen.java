package dev.longshell.keeper;

import dev.longshell.wire.OpenSession;

/** One session's checkpoints as it takes them: whether there is something new, and what it is; knows nothing of files. Under its session's lock only. */
final class LastScreen {
    /** EVENT {@code notice}. */
    static final String NOT_SAVED = Events.notice("The last screen cannot be saved at the moment: it would be lost with the keeper. The session itself goes on.");

    private final OpenSession open;
    private String directory;
    private long end = -1;
    private int columns;
    private int rows;
    private boolean toldOfFailure;

    /** @param directory where its child begins */
    LastScreen(OpenSession open, String directory) {
        this.open = open;
        this.directory = directory;
    }

    /** Whether the session shows something else than was taken last. */
    boolean differs(Session session) {
        return session.log().end() != end || session.columns() != columns || session.rows() != rows;
    }

    /** What it shows, where it is and what it runs. @param now where its child is, null when nobody can say */
    Checkpoint take(Session session, String now) {
        end = session.log().end();
        columns = session.columns();
        rows = session.rows();
        directory = now == null ? directory : now;
        Display.Snapshot shown = session.display().snapshot();
        return new Checkpoint(about(session, shown), shown.bytes());
    }

    private Checkpoint.About about(Session session, Display.Snapshot shown) {
        ExitStatus status = session.status();
        return new Checkpoint.About(Checkpoint.VERSION, open.id(), open.kind(), open.command(), directory, shown.columns(), shown.rows(), Math.max(0, open.historyLines()),
                shown.offset(), System.currentTimeMillis(), session.hasEnded(), status == null ? null : status.exitCode(), status == null ? null : status.signal(),
                status == null ? null : status.because(), session.bootId(), shown.bytes().length, Checkpoint.checksum(shown.bytes()));
    }

    /** What was taken is not on the disk. @return true the first time */
    boolean failed() {
        end = -1;
        boolean first = !toldOfFailure;
        toldOfFailure = true;
        return first;
    }

    /** Whether the disk refused it last. */
    boolean isNotSaved() {
        return toldOfFailure && end < 0;
    }
}
