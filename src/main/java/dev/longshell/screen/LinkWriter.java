package dev.longshell.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Brings back what keeps hyperlinks alive: xterm.js forgets a link with the last of the lines that it was opened in or printed on, which
 * need not be those that show it, and takes a link without identifier for another one each time it is opened. Knows nothing of how lines
 * are written otherwise.
 */
final class LinkWriter {

    private final Terminal terminal;
    private final LineWriter lineWriter;
    private final Bytes out;

    LinkWriter(Terminal terminal, LineWriter lineWriter, Bytes out) {
        this.terminal = terminal;
        this.lineWriter = lineWriter;
        this.out = out;
    }

    /** The links of a buffer whose lines are written, but for the one in force. */
    void restore(Grid grid) {
        markedRows(grid).forEach((link, rows) -> {
            if (grid == terminal.grid && link == inForce()) {
                return;
            }
            if (!terminal.links.identifier(link).isEmpty()) {
                markWhereUnseen(grid, link, rows);
            } else if (isShown(grid, link) && (lineWriter.isReopened(link) || rows.stream().anyMatch(row -> !hasLink(grid.lines[row], link)))) {
                printAgain(grid, link, rows);
            }
        });
        lineWriter.plainPen();
    }

    /** Those with an identifier that a line of history keeps alive and does not show; the cursor is in it. */
    void markHistory(Grid grid, int number, Line line) {
        if (lineWriter.hasLink()) {
            return;
        }
        grid.marks.forEachOf(number, link -> {
            if (!terminal.links.identifier(link).isEmpty() && !hasLink(line, link)) {
                lineWriter.pen(0, (long) link << Style.LINK_SHIFT);
            }
        });
        lineWriter.plainPen();
    }

    /** Opens the link in force where it is alive; it stays open from here on. */
    void open(Grid grid) {
        List<Integer> rows = markedRows(grid).get(inForce());
        if (rows == null) {
            return;
        }
        if (terminal.links.identifier(inForce()).isEmpty()) {
            printAgain(grid, inForce(), rows);
            return;
        }
        markWhereUnseen(grid, inForce(), rows);
        open(inForce(), rows.get(0));
    }

    /** Whether all lines that keep a link alive in a buffer are on its screen, and there are some. */
    boolean isOnScreenOnly(Grid grid, int link) {
        boolean[] found = {false, true};
        grid.marks.forEach((line, marked) -> {
            found[0] |= marked == link;
            found[1] &= marked != link || line >= grid.history.size();
        });
        return found[0] && found[1];
    }

    /** Opens one where it is alive in a buffer, and prints all that belongs to it there; it stays open. */
    void openAndPrint(Grid grid, int link) {
        printAgain(grid, link, markedRows(grid).get(link));
        lineWriter.pen(0, (long) link << Style.LINK_SHIFT);
    }

    private int inForce() {
        return Style.link(terminal.penExtra);
    }

    private static Map<Integer, List<Integer>> markedRows(Grid grid) {
        Map<Integer, List<Integer>> rows = new TreeMap<>();
        grid.marks.forEach((line, link) -> {
            int row = line - grid.history.size();
            if (row >= 0 && row < grid.rows) {
                rows.computeIfAbsent(link, none -> new ArrayList<>()).add(row);
            }
        });
        return rows;
    }

    private boolean isShown(Grid grid, int link) {
        for (Line line : grid.lines) {
            if (hasLink(line, link)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasLink(Line line, int link) {
        for (int column = 0; column < line.used; column++) {
            if (linkOf(line.cells[column]) == link) {
                return true;
            }
        }
        return false;
    }

    private int linkOf(long cell) {
        return Style.link(terminal.styles.secondary(Cell.style(cell)));
    }

    private void open(int link, int row) {
        out.moveTo(row, 0);
        lineWriter.pen(0, (long) link << Style.LINK_SHIFT);
    }

    /** One with an identifier is the same again wherever it is opened. */
    private void markWhereUnseen(Grid grid, int link, List<Integer> rows) {
        for (int row : rows) {
            if (!hasLink(grid.lines[row], link)) {
                lineWriter.plainPen();
                open(link, row);
            }
        }
        lineWriter.plainPen();
    }

    /** One without is opened once, and all that belongs to it is printed while it is. */
    private void printAgain(Grid grid, int link, List<Integer> rows) {
        lineWriter.plainPen();
        open(link, rows.get(0));
        printOpen(grid, link);
    }

    /** All that belongs to the link in force. */
    void printOpen(Grid grid, int link) {
        List<Integer> rows = markedRows(grid).getOrDefault(link, List.of());
        for (int row = 0; row < grid.rows; row++) {
            if (hasLink(grid.lines[row], link)) {
                printAgain(grid.lines[row], row, link);
            } else if (rows.contains(row)) {
                mark(grid.lines[row], row);
            }
        }
    }

    private void printAgain(Line line, int row, int link) {
        for (int column = 0; column < line.used && column < terminal.columns;) {
            if (linkOf(line.cells[column]) != link || !Cell.hasContent(line.cells[column])) {
                column++;
                continue;
            }
            out.moveTo(row, column);
            column = lineWriter.printRun(line, column);
        }
    }

    /** A wide character that finds no room in the last column is not printed, but counts as printed on the line. */
    private void mark(Line line, int row) {
        int last = terminal.columns - 1;
        if (Cell.width(line.cells[last]) == 1 && line.width(last - 1) != 2) {
            out.ascii("\033[?7l");
            out.moveTo(row, last);
            out.codePoint(LineWriter.WIDE).ascii("\033[?7h");
        }
    }
}
