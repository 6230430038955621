package dev.longshell.screen;

import java.util.Arrays;

/**
 * One row of cells and whether it continues the row above; knows nothing of the screen it is on. Columns count from 0.
 * The rules for halves of wide characters are those of xterm.js 6.0.0.
 */
final class Line {

    /** All cells from {@link #used} on are {@link Cell#BLANK}. */
    long[] cells;
    int used;
    boolean wrapped;

    Line(int columns) {
        cells = new long[columns];
        Arrays.fill(cells, Cell.BLANK);
    }

    int length() {
        return cells.length;
    }

    /** Code units of width: 0 outside the line. */
    int width(int column) {
        return column < cells.length ? Cell.width(cells[column]) : 0;
    }

    void set(int column, long cell) {
        if (column >= cells.length) {
            return;
        }
        cells[column] = cell;
        if (column >= used) {
            used = column + 1;
        }
    }

    /** Fills the whole line. */
    void fill(long cell) {
        if (cell == Cell.BLANK) {
            Arrays.fill(cells, 0, used, cell);
            used = 0;
            return;
        }
        Arrays.fill(cells, cell);
        used = cells.length;
    }

    void reset(long cell, boolean wrapped) {
        fill(cell);
        this.wrapped = wrapped;
    }

    private void fillRange(int from, int to, long cell) {
        int end = Math.min(to, cells.length);
        if (cell == Cell.BLANK) {
            end = Math.min(end, used);
        }
        if (from >= end) {
            return;
        }
        Arrays.fill(cells, from, end, cell);
        if (cell != Cell.BLANK) {
            used = Math.max(used, end);
        } else if (end == used) {
            used = from;
        }
    }

    /** Erases columns {@code from} to {@code to} (exclusive). */
    void erase(int from, int to, long fill) {
        if (from > 0 && width(from - 1) == 2) {
            set(from - 1, fill);
        }
        if (to < cells.length && to > 0 && width(to - 1) == 2) {
            set(to, fill);
        }
        fillRange(from, to, fill);
    }

    /** As {@link #erase}, sparing what DECSCA protects. */
    void eraseUnprotected(int from, int to, long fill, Styles styles) {
        if (from > 0 && width(from - 1) == 2 && !styles.isProtected(cells[from - 1])) {
            set(from - 1, fill);
        }
        if (to < cells.length && to > 0 && width(to - 1) == 2 && !styles.isProtected(cells[to])) {
            set(to, fill);
        }
        for (int column = from; column < to && column < cells.length; column++) {
            if (!styles.isProtected(cells[column])) {
                set(column, fill);
            }
        }
    }

    void insert(int at, int count, long fill) {
        int column = at % cells.length;
        if (column > 0 && width(column - 1) == 2) {
            set(column - 1, fill);
        }
        int moved = cells.length - column - count;
        if (moved > 0) {
            System.arraycopy(cells, column, cells, column + count, moved);
            used = used > column ? Math.min(cells.length, used + count) : used;
            fillRange(column, column + count, fill);
        } else {
            fillRange(column, cells.length, fill);
        }
        if (width(cells.length - 1) == 2) {
            set(cells.length - 1, fill);
        }
    }

    void delete(int at, int count, long fill) {
        int column = at % cells.length;
        int moved = cells.length - column - count;
        if (moved > 0) {
            System.arraycopy(cells, column + count, cells, column, moved);
            fillRange(cells.length - count, cells.length, fill);
        } else {
            fillRange(column, cells.length, fill);
        }
        if (column > 0 && width(column - 1) == 2) {
            set(column - 1, fill);
        }
        if (width(column) == 0 && !Cell.hasContent(cells[column])) {
            set(column, fill);
        }
    }

    /** Cuts off or adds erased cells on the right. */
    void resize(int columns) {
        if (columns == cells.length) {
            return;
        }
        int old = cells.length;
        cells = Arrays.copyOf(cells, columns);
        if (columns > old) {
            Arrays.fill(cells, old, columns, Cell.BLANK);
        }
        used = Math.min(used, columns);
    }

    /** Makes the line at least as long as this. */
    void widen(int columns) {
        if (columns > cells.length) {
            resize(columns);
        }
    }

    /** One past the last column with something printed on it; a wide character counts both columns. */
    int contentLength() {
        for (int column = used - 1; column >= 0; column--) {
            if (Cell.hasContent(cells[column])) {
                return column + Cell.width(cells[column]);
            }
        }
        return 0;
    }

    void copyFrom(Line source, int from, int to, int count) {
        System.arraycopy(source.cells, from, cells, to, count);
        used = Math.max(used, to + count);
    }

    void markStyles(boolean[] marked) {
        for (int column = 0; column < used; column++) {
            marked[Cell.style(cells[column])] = true;
        }
    }

    void restyle(int[] renumbered) {
        for (int column = 0; column < used; column++) {
            long cell = cells[column];
            cells[column] = cell & ~Cell.STYLE | (long) renumbered[Cell.style(cell)] << Cell.STYLE_SHIFT;
        }
    }

    void markClusters(boolean[] marked) {
        for (int column = 0; column < used; column++) {
            if ((cells[column] & Cell.CLUSTER) != 0) {
                marked[(int) (cells[column] & Cell.CODE)] = true;
            }
        }
    }

    void renumberClusters(int[] renumbered) {
        for (int column = 0; column < used; column++) {
            long cell = cells[column];
            if ((cell & Cell.CLUSTER) != 0) {
                cells[column] = cell & ~Cell.CODE | renumbered[(int) (cell & Cell.CODE)];
            }
        }
    }
}
