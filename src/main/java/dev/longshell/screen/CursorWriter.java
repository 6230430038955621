package dev.longshell.screen;

/**
 * Brings back character sets, the pen and the cursor, last of all: a pending wrap, and what a combining mark or REP acts on, are only
 * there right after printing. Knows nothing of what is on the screen but the character before the cursor.
 */
final class CursorWriter {

    private final Terminal terminal;
    private final LineWriter lineWriter;
    private final Bytes out;
    private final int columns;

    CursorWriter(Terminal terminal, LineWriter lineWriter, Bytes out) {
        this.terminal = terminal;
        this.lineWriter = lineWriter;
        this.out = out;
        columns = terminal.columns;
    }

    private void charsets() {
        for (int register = 0; register < 4; register++) {
            if (terminal.designated[register] != 'B') {
                out.add(0x1b).add("()*+".charAt(register)).add(terminal.designated[register]);
            }
        }
        out.ascii(switch (terminal.level) {
            case 0 -> "\017";
            case 1 -> "\016";
            case 2 -> "\033n";
            default -> "\033o";
        });
    }

    private void insertAndWrap() {
        Modes modes = terminal.modes;
        if (modes.origin) {
            out.ascii("\033[?6h");
        }
        if (!modes.wrap) {
            out.ascii("\033[?7l");
        }
        if (modes.insert) {
            out.ascii("\033[4h");
        }
    }

    // --- the cursor, last: pending wrap and joining exist only right after printing ---

    void write() {
        Grid active = terminal.grid;
        boolean joining = terminal.lastWidth != 0;
        boolean apart = terminal.charset != terminal.designated[terminal.level];
        boolean stale = isPenStale();
        Grid source = apart || stale ? source(active, apart, stale) : null;
        apart &= source != null && restoresCharset(source);
        stale &= source != null && restoresPen(source);
        if (apart) {
            charsets();
        }
        if (stale) {
            lineWriter.forcePen(Style.underlineStyle(terminal.penExtra) != 0 ? Style.UNDERLINE : 0, terminal.penExtra);
        }
        if (active == terminal.normal && isLinkGone(terminal)) {
            // what is opened in the alternate buffer is gone when that is left
            out.ascii("\033[?47h\033]8;;x\033\\\033[?47l");
        }
        if (source != null) {
            out.ascii(source == active ? "\0338" : "\033[?47h\0338\033[?47l");
        }
        if (joining && !apart) {
            charsets();
        }
        insertAndWrap();
        placeCursor(active, joining, stale ? source : null);
        if (!joining && !apart) {
            charsets();
        }
    }

    /**
     * DECRC of xterm.js brings back that no underline style or link counts, without ending those in force; and a character set that
     * GL does not hold. Only DECRC can make this again: of the buffer shown, or of the alternate one while that is not.
     */
    private Grid source(Grid active, boolean apart, boolean stale) {
        Grid other = terminal.alternate;
        if ((!apart || restoresCharset(active)) && (!stale || restoresPen(active))) {
            return active;
        }
        if (active != other && (!apart || restoresCharset(other)) && (!stale || restoresPen(other))) {
            return other;
        }
        boolean either = apart && restoresCharset(active) || stale && restoresPen(active);
        return either ? active : null;
    }

    private boolean restoresCharset(Grid grid) {
        return terminal.charset == (grid.saved.charset == 0 ? 'B' : grid.saved.charset);
    }

    private boolean restoresPen(Grid grid) {
        return ((grid.saved.primary ^ terminal.pen) & (Style.EXTENDED | Style.UNDERLINE)) == 0;
    }

    private boolean isPenStale() {
        boolean counts = Style.underlineStyle(terminal.penExtra) != 0
            || terminal.links.isKnown(Style.link(terminal.penExtra));
        return counts && (terminal.pen & Style.EXTENDED) == 0;
    }

    /** The link in force was forgotten, but goes on being in force: SGR and DECSC still see one. */
    static boolean isLinkGone(Terminal terminal) {
        int link = Style.link(terminal.penExtra);
        return link != 0 && !terminal.links.isKnown(link) && (terminal.pen & Style.EXTENDED) != 0;
    }

    private void placeCursor(Grid active, boolean joining, Grid source) {
        Line line = active.lines[active.y];
        boolean pending = active.x >= columns;
        int from = Math.min(active.x, columns) - 1;
        while (from > 0 && (line.cells[from] & (Cell.CONTENT | Cell.WIDTH)) == 0) {
            from--;
        }
        boolean printed = from >= 0 && Cell.hasContent(line.cells[from])
            && from + Cell.width(line.cells[from]) <= columns;
        int row = active.y - (terminal.modes.origin ? active.top : 0);
        if (joining && isNotPrinted(active, printed ? Cell.width(line.cells[from]) : 0)) {
            finalPen(source);
            out.moveTo(row, columns - 1).codePoint(LineWriter.WIDE);
            return;
        }
        if (!printed || !joining && !pending) {
            finalPen(source);
            out.moveTo(row, Math.min(active.x, columns - 1));
            if (pending) {
                // the last cell was erased after it was written: a space is as close as it gets
                out.add(' ');
                finalPen(source);
            }
            return;
        }
        long primary = terminal.styles.primary(Cell.style(line.cells[from]));
        long secondary = terminal.styles.secondary(Cell.style(line.cells[from]));
        boolean plain = source != null && (primary & (Style.EXTENDED | Style.UNDERLINE)) == 0;
        if (joining) {
            finalPen(source);
        } else if (plain) {
            StyleWriter.change(out, source.saved.primary, primary);
        } else {
            lineWriter.forcePen(primary, secondary);
        }
        out.moveTo(row, from);
        if (terminal.modes.insert) {
            out.ascii("\033[").number(Math.max(1, Cell.width(line.cells[from]))).add('P');
        }
        out.text(terminal.text(line.cells[from]));
        if (joining) {
            return;
        }
        if (plain) {
            StyleWriter.change(out, primary, terminal.pen);
        } else {
            finalPen(source);
        }
    }

    /** Without DECAWM a wide character finds no room in the last column, yet counts as the last one. */
    private boolean isNotPrinted(Grid active, int width) {
        return !terminal.modes.wrap && active.x == columns - 1 && terminal.lastWidth == 2 && width != 2;
    }

    /** @param source the buffer whose saved cursor was restored, when the pen is to keep what that left; else null */
    private void finalPen(Grid source) {
        if (source != null) {
            StyleWriter.change(out, source.saved.primary, terminal.pen);
            return;
        }
        lineWriter.forcePen(terminal.pen, terminal.penExtra);
    }
}
