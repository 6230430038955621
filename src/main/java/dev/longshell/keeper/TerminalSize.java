package dev.longshell.keeper;

import dev.longshell.wire.Protocol;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The size of a terminal in cells, and the one that is wanted; knows nothing of PTYs. Under its session's lock only. */
final class TerminalSize {
    /** At most 25 sizes a second reach the program: a window that is dragged would make it draw without end. */
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

    private final ScheduledExecutorService timer;
    private final Runnable apply;
    private int columns;
    private int rows;
    private int wantedColumns;
    private int wantedRows;
    private long appliedAtNanos = System.nanoTime() - PERIOD_NANOS;
    private boolean scheduled;

    /** @param apply called when a wanted size is due, under the session's lock or by the timer without it; to call {@link #applied} */
    TerminalSize(int columns, int rows, ScheduledExecutorService timer, Runnable apply) {
        this.columns = columns;
        this.rows = rows;
        this.timer = timer;
        this.apply = apply;
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    int wantedColumns() {
        return wantedColumns;
    }

    int wantedRows() {
        return wantedRows;
    }

    /** Clamps; of many the last one counts. */
    void want(int newColumns, int newRows) {
        wantedColumns = Protocol.clampColumns(newColumns);
        wantedRows = Protocol.clampRows(newRows);
        if (scheduled) {
            return;
        }
        long wait = appliedAtNanos + PERIOD_NANOS - System.nanoTime();
        if (wait <= 0) {
            apply.run();
            return;
        }
        scheduled = true;
        timer.schedule(apply, wait, TimeUnit.NANOSECONDS);
    }

    /** The wanted size is about to be set. @return false when it is the one that is */
    boolean due() {
        scheduled = false;
        return wantedColumns != columns || wantedRows != rows;
    }

    /** The terminal has the wanted size now. */
    void applied() {
        appliedAtNanos = System.nanoTime();
        columns = wantedColumns;
        rows = wantedRows;
    }
}
