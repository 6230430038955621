package dev.longshell.screen;

import java.util.function.IntConsumer;

/**
 * Paints the alternate buffer while one hyperlink without identifier stays open, which was printed on in the main buffer, too: opened again
 * it would be another one, and leaving the alternate buffer clears it. So all else is painted while the link is in force and does not count,
 * as after DECRC, and the lines that it then counts as printed on are taken from it again. Knows nothing of the main buffer's lines.
 */
final class SpanningLink {

    private final Terminal terminal;
    private final LineWriter lineWriter;
    private final LinkWriter linkWriter;
    private final Bytes out;
    private final Grid grid;
    private final int link;

    private SpanningLink(Terminal terminal, LineWriter lineWriter, LinkWriter linkWriter, Bytes out) {
        this.terminal = terminal;
        this.lineWriter = lineWriter;
        this.linkWriter = linkWriter;
        this.out = out;
        grid = terminal.alternate;
        link = Style.link(terminal.penExtra);
    }

    /** The one of a terminal, or null when there is none or what else is in the alternate buffer cannot be painted beside it. */
    static SpanningLink of(Terminal terminal, LineWriter lineWriter, LinkWriter linkWriter, Bytes out) {
        SpanningLink spanning = new SpanningLink(terminal, lineWriter, linkWriter, out);
        return terminal.grid == terminal.alternate && spanning.isSpanning() && spanning.isPaintable() && spanning.lastRow() >= 0 ? spanning : null;
    }

    private boolean isSpanning() {
        return terminal.links.isKnown(link) && terminal.links.identifier(link).isEmpty() && linkWriter.isOnScreenOnly(terminal.normal, link);
    }

    private boolean isPaintable() {
        if (grid.lines[0].wrapped) {
            return false;
        }
        for (Line line : grid.lines) {
            for (int column = 0; column < line.used; column++) {
                int style = Cell.style(line.cells[column]);
                if (isExtended(terminal.styles.primary(style)) && Style.link(terminal.styles.secondary(style)) != link) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isExtended(long primary) {
        return (primary & (Style.EXTENDED | Style.UNDERLINE)) != 0;
    }

    /** A row that is painted when the lines were taken from the link, since it may keep its own; -1 for none. */
    private int lastRow() {
        for (int row = 0; row < grid.rows; row++) {
            boolean joins = grid.lines[row].wrapped || row + 1 < grid.rows && grid.lines[row + 1].wrapped;
            if (!joins && (grid.marks.has(row, link) || terminal.normal.marks.has(row, link))) {
                return row;
            }
        }
        return -1;
    }

    /**
     * The link is open in the main buffer, the alternate one shown and new.
     *
     * @param saveCursor takes the link that is in force and counts, or 0
     */
    void paint(IntConsumer saveCursor) {
        int last = lastRow();
        out.ascii("\0338");
        lineWriter.beginIgnoringLink();
        paintBut(last);
        takeLinesFromLink();
        if (last < grid.rows - 1) {
            out.ascii("\033[").number(last + 1).add(';').number(grid.rows).add('r').moveTo(last, 0).ascii("\033M\033[r");
        }
        out.moveTo(last, 0);
        lineWriter.write(grid.lines[last]);
        boolean saved = !isExtended(grid.saved.primary);
        if (saved) {
            saveCursor.accept(0);
        }
        lineWriter.endIgnoringLink(link);
        linkWriter.printOpen(grid, link);
        if (!saved) {
            saveCursor.accept(link);
        }
    }

    /** One row higher from the one that is left out on: the last row stays free. */
    private void paintBut(int leftOut) {
        out.moveTo(0, 0);
        Line above = null;
        boolean filled = false;
        for (int row = 0; row < grid.rows; row++) {
            if (row == leftOut) {
                continue;
            }
            Line line = grid.lines[row];
            if (line.wrapped) {
                lineWriter.wrapToNextLine(above, filled);
            } else if (above != null) {
                lineWriter.plainPen();
                out.add('\r').add('\n');
            }
            filled = lineWriter.write(line);
            above = line;
        }
        lineWriter.plainPen();
    }

    /** RI moves lines but not what links know of them; DL then takes the first of those. */
    private void takeLinesFromLink() {
        out.moveTo(0, 0);
        for (int row = 0; row < grid.rows - 1; row++) {
            out.ascii("\033M\033[M");
        }
    }
}
