package dev.longshell.keeper;

import dev.longshell.screen.Screen;
import dev.longshell.wire.HistoryWish;
import dev.longshell.wire.ScreenReport;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The terminal that a session's output is shown on, watched or not: reads the log up to its end whenever it is asked. Knows nothing of viewers. Under its session's
 * lock only.
 */
final class Display {
    private static final Logger LOG = Logger.getLogger(Display.class.getName());
    /** Lines of history in a snapshot, newest first: 50 to 260 KB, which a page parses in 10 to 20 ms (design/screen.md). */
    static final int SNAPSHOT_LINES = 1000;

    private final OutputLog log;
    private final int historyLimit;
    private final ScreenEvents events;
    private Screen screen;
    private long shown;
    /** Lines that fitted lately, so that a screen too rich for a frame is not written in vain each time. */
    private int fitting = SNAPSHOT_LINES;

    /**
     * The screen as bytes.
     *
     * @param offset everything below it is in them, an unfinished sequence or character included
     */
    record Snapshot(long offset, int columns, int rows, byte[] bytes) {
    }

    Display(OutputLog log, int columns, int rows, int historyLimit, ScreenEvents events) {
        this.log = log;
        this.historyLimit = historyLimit;
        this.events = events;
        this.screen = new Screen(columns, rows, historyLimit, events);
    }

    /** Shows what the log has and this has not seen; then answers leave and events are told. */
    void catchUp() {
        if (shown == log.end()) {
            return;
        }
        try {
            log.read(shown, screen::write);
        } catch (RuntimeException e) {
            // a session outlives a fault of the model: the screen begins anew with what comes next
            LOG.log(Level.SEVERE, "The screen failed between bytes " + shown + " and " + log.end() + "; it is blank now", e);
            screen = new Screen(screen.columns(), screen.rows(), historyLimit, events);
        }
        shown = log.end();
        events.publish();
    }

    /** The program is quiet: what it wrote lately may take less memory. */
    void rest() {
        screen.rest();
    }

    void resize(int columns, int rows) {
        catchUp();
        screen.resize(columns, rows);
    }

    /** What a viewer needs to go on from the log's end: the screen, and as much of the newest history as fits into a frame with it. */
    Snapshot snapshot() {
        catchUp();
        int lines = Math.min(SNAPSHOT_LINES, Math.max(1, 2 * fitting));
        byte[] bytes = screen.snapshot(lines);
        while (bytes.length > SnapshotFrames.FITTING_BYTES && lines > 0) {
            lines /= 2;
            bytes = screen.snapshot(lines);
        }
        fitting = lines;
        return new Snapshot(shown, screen.columns(), screen.rows(), bytes);
    }

    /** What it shows now, perhaps in the middle of what the log has. */
    ScreenReport report(HistoryWish history) {
        return ScreenReports.of(screen, history);
    }

    /** Last set by the program, fit to be shown; null when there is none. */
    String title() {
        return named(PlainText.of(screen.title(), ScreenEvents.TITLE_LIMIT));
    }

    /** Last told by the program, fit to be shown; null when there is none. */
    String workingDirectory() {
        return named(PlainText.of(screen.workingDirectory(), ScreenEvents.PATH_LIMIT));
    }

    private static String named(String text) {
        return text.isEmpty() ? null : text;
    }

    boolean isBracketedPaste() {
        return screen.isBracketedPaste();
    }
}
