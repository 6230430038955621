package dev.longshell.screen;

/** What erases, inserts and deletes cells and lines around the cursor; knows nothing of how it was asked for. */
final class Erasure {

    private final Terminal terminal;

    Erasure(Terminal terminal) {
        this.terminal = terminal;
    }

    private void erase(int row, int from, int to, boolean sparing) {
        Line line = terminal.grid.lines[row];
        if (sparing) {
            line.eraseUnprotected(from, to, terminal.erased(), terminal.styles);
            return;
        }
        line.erase(from, to, terminal.erased());
    }

    private void eraseWhole(int row, boolean sparing) {
        Line line = terminal.grid.lines[row];
        if (sparing) {
            line.eraseUnprotected(0, line.length(), terminal.erased(), terminal.styles);
        } else {
            line.fill(terminal.erased());
        }
        line.wrapped = false;
        if (!terminal.grid.marks.isEmpty()) {
            terminal.grid.marks.clear(terminal.grid.history.size() + row);
        }
    }

    void inDisplay(int which, boolean sparing) {
        terminal.restrictCursor(terminal.columns);
        switch (which) {
            case 0 -> below(sparing);
            case 1 -> above(sparing);
            case 2 -> {
                for (int row = 0; row < terminal.rows; row++) {
                    eraseWhole(row, sparing);
                }
            }
            case 3 -> {
                terminal.grid.marks.trim(terminal.grid.history.size());
                terminal.grid.history.clear();
            }
            default -> { }
        }
    }

    private void below(boolean sparing) {
        Grid grid = terminal.grid;
        erase(grid.y, grid.x, terminal.columns, sparing);
        if (grid.x == 0) {
            grid.lines[grid.y].wrapped = false;
        }
        for (int row = grid.y + 1; row < terminal.rows; row++) {
            eraseWhole(row, sparing);
        }
    }

    private void above(boolean sparing) {
        Grid grid = terminal.grid;
        erase(grid.y, 0, grid.x + 1, sparing);
        grid.lines[grid.y].wrapped = false;
        if (grid.x + 1 >= terminal.columns) {
            unwrapCounted(grid.y + 1);
        }
        for (int row = 0; row < grid.y; row++) {
            eraseWhole(row, sparing);
        }
    }

    /** xterm.js counts this row from the oldest line of history, and throws where there is none. */
    private void unwrapCounted(int line) {
        Grid grid = terminal.grid;
        int row = line - grid.history.size();
        if (row < 0) {
            grid.history.unwrap(line);
        } else if (row < terminal.rows) {
            grid.lines[row].wrapped = false;
        }
    }

    void inLine(int which, boolean sparing) {
        terminal.restrictCursor(terminal.columns);
        Grid grid = terminal.grid;
        switch (which) {
            case 0 -> {
                erase(grid.y, grid.x, terminal.columns, sparing);
                if (grid.x == 0) {
                    grid.lines[grid.y].wrapped = false;
                }
            }
            case 1 -> erase(grid.y, 0, grid.x + 1, sparing);
            case 2 -> {
                erase(grid.y, 0, terminal.columns, sparing);
                grid.lines[grid.y].wrapped = false;
            }
            default -> { }
        }
    }

    void characters(int count) {
        terminal.restrictCursor(terminal.columns - 1);
        erase(terminal.grid.y, terminal.grid.x, terminal.grid.x + count, false);
    }

    void insertCharacters(int count) {
        terminal.restrictCursor(terminal.columns - 1);
        terminal.grid.lines[terminal.grid.y].insert(terminal.grid.x, count, terminal.erased());
    }

    void deleteCharacters(int count) {
        terminal.restrictCursor(terminal.columns - 1);
        terminal.grid.lines[terminal.grid.y].delete(terminal.grid.x, count, terminal.erased());
    }

    private boolean outsideMargins() {
        return terminal.grid.y > terminal.grid.bottom || terminal.grid.y < terminal.grid.top;
    }

    void insertLines(int count) {
        terminal.restrictCursor(terminal.columns - 1);
        if (outsideMargins()) {
            return;
        }
        terminal.grid.insertLines(terminal.grid.y, terminal.grid.bottom, count, terminal.erased());
        terminal.grid.x = 0;
    }

    void deleteLines(int count) {
        terminal.restrictCursor(terminal.columns - 1);
        if (outsideMargins()) {
            return;
        }
        terminal.grid.deleteLines(terminal.grid.y, terminal.grid.bottom, count, terminal.erased());
        terminal.grid.x = 0;
    }

    void scrollUp(int count) {
        terminal.grid.deleteLines(terminal.grid.top, terminal.grid.bottom, count, terminal.erased());
    }

    void scrollDown(int count) {
        terminal.grid.insertLines(terminal.grid.top, terminal.grid.bottom, count, Cell.BLANK);
    }

    /** Moves the columns of all lines between the margins, from {@code column} on, by {@code by} to the right. */
    void moveColumns(int column, int by) {
        if (outsideMargins()) {
            return;
        }
        for (int row = terminal.grid.top; row <= terminal.grid.bottom; row++) {
            Line line = terminal.grid.lines[row];
            if (by > 0) {
                line.insert(column, by, terminal.erased());
            } else {
                line.delete(column, -by, terminal.erased());
            }
            line.wrapped = false;
        }
    }
}
