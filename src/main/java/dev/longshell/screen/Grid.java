package dev.longshell.screen;

import java.util.BitSet;

/**
 * One buffer of the terminal: its rows, the history above them, margins, tab stops, saved cursor. Moves lines, not
 * cells. Knows nothing of control sequences, modes or the other buffer. Rows and columns count from 0.
 */
final class Grid {

    private static final int TAB_WIDTH = 8;

    final History history;
    final SavedCursor saved = new SavedCursor();
    final KeyboardFlags keyboard = new KeyboardFlags();
    final LinkMarks marks;
    int columns;
    int rows;
    /** The cursor; {@code columns} or more while a wrap is pending. Of the buffer not shown: where it was left. */
    int x;
    int y;
    Line[] lines;
    int top;
    int bottom;
    BitSet tabs = new BitSet();

    Grid(int columns, int rows, History history, Links links) {
        marks = new LinkMarks(links);
        this.columns = columns;
        this.rows = rows;
        this.history = history;
        lines = new Line[rows];
        for (int row = 0; row < rows; row++) {
            lines[row] = new Line(columns);
        }
        bottom = rows - 1;
        setTabStops(0);
    }

    /** Makes the buffer as new, but for the saved cursor and the keyboard's flags: so is the alternate one after it was left. */
    void clear() {
        for (int row = 0; row < rows; row++) {
            clearLine(row, Cell.BLANK);
        }
        history.clear();
        marks.clearAll();
        top = 0;
        bottom = rows - 1;
        tabs.clear();
        setTabStops(0);
    }

    /** As new. */
    void reset() {
        clear();
        x = 0;
        y = 0;
        saved.column = 0;
        saved.absoluteRow = 0;
        saved.primary = 0;
        saved.charset = 0;
        keyboard.reset();
    }

    void fill(long cell) {
        for (int row = 0; row < rows; row++) {
            clearLine(row, cell);
        }
    }

    private void clearLine(int row, long cell) {
        if (lines[row].length() != columns) {
            lines[row] = new Line(columns);
        }
        lines[row].reset(cell, false);
    }

    /** A cursor behind the last column can set or be saved there; neither is kept for another size. */
    void forgetBeyondEdge() {
        tabs.clear(columns, Math.max(columns, tabs.length()));
        saved.column = Math.min(saved.column, columns - 1);
    }

    void setTabStops(int from) {
        for (int column = from; column < columns; column += TAB_WIDTH) {
            tabs.set(column);
        }
    }

    int nextTab(int from) {
        int next = tabs.nextSetBit(from + 1);
        return next < 0 || next >= columns ? columns - 1 : next;
    }

    int previousTab(int from) {
        int previous = from <= 0 ? -1 : tabs.previousSetBit(from - 1);
        return Math.min(columns - 1, Math.max(0, previous));
    }

    /** Scrolls the region up by one line; the top line joins the history when the region starts at the top. */
    void scroll(long fill, boolean wrapped) {
        Line recycled = lines[top];
        if (top == 0) {
            if (!marks.isEmpty()) {
                scrollMarks();
            }
            recycled = history.push(recycled);
        }
        System.arraycopy(lines, top + 1, lines, top, bottom - top);
        place(bottom, recycled, fill, wrapped);
    }

    private void scrollMarks() {
        boolean trims = history.isFull();
        if (bottom < rows - 1) {
            marks.insert(history.size() + bottom + 1, 1);
        }
        if (trims) {
            marks.trim(1);
        }
    }

    private void place(int row, Line line, long fill, boolean wrapped) {
        Line placed = line != null && line.length() == columns ? line : new Line(columns);
        placed.reset(fill, wrapped);
        lines[row] = placed;
    }

    /** Takes {@code count} lines out at {@code from} and puts blank ones in above {@code last}, losing what was cut. */
    void deleteLines(int from, int last, int count, long fill) {
        int moved = Math.min(count, last - from + 1);
        for (int i = 0; i < moved; i++) {
            if (!marks.isEmpty()) {
                marks.delete(history.size() + from, 1);
                marks.insert(history.size() + last, 1);
            }
            Line recycled = lines[from];
            System.arraycopy(lines, from + 1, lines, from, last - from);
            place(last, recycled, fill, false);
        }
    }

    void insertLines(int from, int last, int count, long fill) {
        int moved = Math.min(count, last - from + 1);
        for (int i = 0; i < moved; i++) {
            if (!marks.isEmpty()) {
                marks.delete(history.size() + last, 1);
                marks.insert(history.size() + from, 1);
            }
            pushDown(from, last, fill);
        }
    }

    /** As {@link #insertLines} of one line; in xterm.js this leaves links where they are. */
    void pushDown(int from, int last, long fill) {
        Line recycled = lines[last];
        System.arraycopy(lines, from, lines, from + 1, last - from);
        place(from, recycled, fill, false);
    }

    /** The lines of history and screen, oldest first, unpacked. */
    Line[] unpackAll() {
        Line[] all = new Line[history.size() + rows];
        for (int line = 0; line < history.size(); line++) {
            all[line] = new Line(columns);
            history.unpack(line, all[line]);
        }
        System.arraycopy(lines, 0, all, history.size(), rows);
        return all;
    }

    /** The text of a row without trailing erased cells. */
    String text(int row, Clusters clusters) {
        return text(lines[row], clusters);
    }

    static String text(Line line, Clusters clusters) {
        StringBuilder text = new StringBuilder();
        int end = Math.min(line.contentLength(), line.length());
        for (int column = 0; column < end; column++) {
            long cell = line.cells[column];
            int content = (int) (cell & Cell.CODE);
            if ((cell & Cell.CLUSTER) != 0) {
                text.append(clusters.text(content));
            } else if (content != 0) {
                text.appendCodePoint(content);
            } else if (Cell.width(cell) != 0) {
                text.append(' ');
            }
        }
        return text.toString();
    }

    boolean hasStandardTabs() {
        BitSet standard = new BitSet();
        for (int column = 0; column < columns; column += TAB_WIDTH) {
            standard.set(column);
        }
        BitSet present = tabs.get(0, columns);
        return present.equals(standard);
    }

    void markStyles(boolean[] marked) {
        for (Line line : lines) {
            line.markStyles(marked);
        }
        history.markStyles(marked);
    }

    void restyle(int[] renumbered) {
        for (Line line : lines) {
            line.restyle(renumbered);
        }
        history.restyle(renumbered);
    }

    void markClusters(boolean[] marked) {
        for (Line line : lines) {
            line.markClusters(marked);
        }
        history.markClusters(marked);
    }

    void renumberClusters(int[] renumbered) {
        for (Line line : lines) {
            line.renumberClusters(renumbered);
        }
        history.renumberClusters(renumbered);
    }
}
