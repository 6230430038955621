package dev.longshell.screen;

import java.util.BitSet;
import java.util.Iterator;
import java.util.Map;

/**
 * Turns a terminal's state into bytes that bring an xterm.js 6.0.0 of its size and history limit there, whatever that
 * one showed before. Knows nothing of viewers or offsets. The order of steps matters and is that of {@link #write}.
 */
final class SnapshotWriter {

    /** CAN and RIS, then what RIS of xterm.js leaves: LNM, cursor, blinking, palette, title. */
    private static final String RESET = "\030\033c\033[20l\033[?12;25h\033[?12l"
        + "\033]104\007\033]110\007\033]111\007\033]112\007\033]0;\007";

    private final Terminal terminal;
    private final int columns;
    private final int rows;
    private final int skipped;
    private final Bytes out = new Bytes(16 * 1024);
    private final LineWriter lineWriter;
    private final LinkWriter linkWriter;

    SnapshotWriter(Terminal terminal, int newestHistoryLines) {
        this.terminal = terminal;
        columns = terminal.columns;
        rows = terminal.rows;
        skipped = Math.max(0, terminal.normal.history.size() - newestHistoryLines);
        lineWriter = new LineWriter(terminal, out);
        linkWriter = new LinkWriter(terminal, lineWriter, out);
    }

    byte[] write(Parser parser) {
        Grid normal = terminal.normal;
        Grid alternate = terminal.alternate;
        SpanningLink spanning = SpanningLink.of(terminal, lineWriter, linkWriter, out);
        if (!terminal.lostMarks.isEmpty()) {
            loseMarks();
        }
        out.ascii(RESET);
        normal.keyboard.write(out);
        if (terminal.grid == normal && !(alternate.saved.isPristine() && alternate.keyboard.isReset())) {
            leaveAlternate();
        }
        if (savedRow(normal) >= rows) {
            saveCursorBelowScreen(normal);
        }
        lines(normal);
        if (terminal.grid == alternate) {
            bufferState(normal);
            if (savedRow(normal) < rows) {
                saveCursor(normal, savedRow(normal));
            }
            paintAlternate(spanning);
        }
        Grid active = terminal.grid;
        bufferState(active);
        titles();
        palette();
        modes();
        if (spanning == null) {
            if (active == alternate || savedRow(active) < rows) {
                saveCursor(active, Math.max(active == alternate ? 0 : Integer.MIN_VALUE, savedRow(active)));
            }
            linkWriter.open(active);
        }
        new CursorWriter(terminal, lineWriter, out).write();
        parser.writePending(out);
        return out.toArray();
    }

    private void paintAlternate(SpanningLink spanning) {
        Grid normal = terminal.normal;
        Grid alternate = terminal.alternate;
        lineWriter.plainPen();
        if (spanning != null) {
            linkWriter.openAndPrint(normal, Style.link(terminal.penExtra));
        }
        out.moveTo(normal.y, Math.min(normal.x, columns - 1));
        out.ascii("\033[?47h");
        alternate.keyboard.write(out);
        if (spanning != null) {
            spanning.paint(link -> saveCursor(alternate, Math.max(0, savedRow(alternate)), link));
            return;
        }
        if (CursorWriter.isLinkGone(terminal) && alternate.marks.isEmpty()) {
            // cleared lines are taken from a link, which stays open as long as no other one is
            out.ascii("\033[H\033]8;;x\033\\\033[2J");
        }
        lines(alternate);
    }

    /** Links of buffers that RIS took: opened on lines of those numbers, which the next RIS takes. */
    private void loseMarks() {
        out.ascii("\030\033c\033[").number(rows).ascii(";1H");
        int[] scrolled = {0};
        terminal.lostMarks.forEach((line, link) -> {
            int wanted = Math.min(line - rows + 1, terminal.normal.history.limit());
            for (; scrolled[0] < wanted; scrolled[0]++) {
                out.add('\n');
            }
            out.moveTo(Math.min(line - scrolled[0], rows - 1), 0);
            lineWriter.pen(0, (long) link << Style.LINK_SHIFT);
            lineWriter.plainPen();
            out.moveTo(rows - 1, 0);
        });
    }

    private int savedRow(Grid grid) {
        return grid.saved.absoluteRow - grid.history.size();
    }

    // --- lines ---

    private void lines(Grid grid) {
        int hidden = grid == terminal.normal ? skipped : 0;
        int history = grid.history.size() - hidden;
        int saveAt = grid == terminal.normal && savedRow(grid) < 0 && !grid.saved.isPristine()
            ? Math.max(0, grid.saved.absoluteRow - hidden) : -1;
        if (grid == terminal.alternate) {
            out.ascii("\033[H");
        }
        Line[] scratch = {new Line(columns), new Line(columns)};
        Line line = line(grid, hidden, scratch[0]);
        if (line.wrapped) {
            lineWriter.wrapFirstLine();
        }
        int count = history + rows;
        for (int at = 0; at < count; at++) {
            Line next = at + 1 < count ? line(grid, hidden + at + 1, scratch[at + 1 & 1]) : null;
            if (at == saveAt) {
                // xterm.js counts the saved row from the oldest line of history
                int row = Math.min(at, rows - 1);
                saveCursor(grid, row);
                out.moveTo(row, 0);
            }
            if (at < history && !grid.marks.isEmpty()) {
                linkWriter.markHistory(grid, hidden + at, line);
            }
            boolean filled = lineWriter.write(line);
            if (next == null) {
                break;
            }
            if (next.wrapped) {
                lineWriter.wrapToNextLine(line, filled);
            } else {
                lineWriter.plainPen();
                out.add('\r').add('\n');
            }
            line = next;
        }
        if (!grid.marks.isEmpty()) {
            linkWriter.restore(grid);
        }
    }

    private static Line line(Grid grid, int number, Line scratch) {
        int history = grid.history.size();
        if (number >= history) {
            return grid.lines[number - history];
        }
        grid.history.unpack(number, scratch);
        return scratch;
    }

    // --- state of a buffer ---

    private void bufferState(Grid grid) {
        if (!grid.hasStandardTabs()) {
            out.ascii("\033[3g");
            BitSet tabs = grid.tabs;
            for (int column = tabs.nextSetBit(0); column >= 0 && column < columns; column = tabs.nextSetBit(column + 1)) {
                out.ascii("\033[").number(column + 1).ascii("G\033H");
            }
        }
        if (grid.top != 0 || grid.bottom != rows - 1) {
            out.ascii("\033[").number(grid.top + 1).add(';').number(grid.bottom + 1).add('r');
        }
    }

    /** Writes what the alternate buffer keeps while it is not shown. */
    private void leaveAlternate() {
        out.ascii("\033[?47h");
        terminal.alternate.keyboard.write(out);
        saveCursor(terminal.alternate, terminal.alternate.saved.absoluteRow);
        lineWriter.plainPen();
        out.ascii("\033[?47l\033[H");
    }

    /** The saved row stays where it was when history was cleared, and so can lie below the screen. */
    private void saveCursorBelowScreen(Grid grid) {
        out.moveTo(rows - 1, 0);
        int scrolled = Math.min(grid.saved.absoluteRow - skipped - rows + 1, grid.history.limit());
        for (int i = 0; i < scrolled; i++) {
            out.add('\n');
        }
        saveCursor(grid, rows - 1);
        lineWriter.plainPen();
        out.ascii("\033[3J\033[H");
    }

    private void saveCursor(Grid grid, int row) {
        saveCursor(grid, row, 0);
    }

    /** @param link in force meanwhile, or 0 */
    private void saveCursor(Grid grid, int row, int link) {
        SavedCursor saved = grid.saved;
        if (saved.isPristine() || row < 0) {
            return;
        }
        boolean linked = link == 0 && (saved.primary & (Style.EXTENDED | Style.UNDERLINE)) == Style.EXTENDED;
        lineWriter.pen(saved.primary, (long) link << Style.LINK_SHIFT);
        if (linked) {
            out.ascii("\033]8;;x\033\\");
        }
        boolean other = saved.charset != 0 && saved.charset != 'B';
        if (other) {
            out.ascii("\033(").add(saved.charset);
        }
        out.moveTo(Math.min(row, rows - 1), Math.min(saved.column, columns - 1));
        out.ascii("\0337");
        if (other) {
            out.ascii("\033(B");
        }
        if (linked) {
            out.ascii("\033]8;;\033\\");
        }
    }

    // --- state of the terminal ---

    private void titles() {
        Titles titles = terminal.titles;
        stack(titles.titleStack.iterator(), 2);
        stack(titles.iconStack.iterator(), 1);
        if (!titles.title.isEmpty() || !titles.titleStack.isEmpty()) {
            title(2, titles.title);
        }
        if (!titles.icon.isEmpty() || !titles.iconStack.isEmpty()) {
            title(1, titles.icon);
        }
    }

    private void stack(Iterator<String> stack, int which) {
        while (stack.hasNext()) {
            title(which, stack.next());
            out.ascii("\033[22;").number(which).add('t');
        }
    }

    private void title(int which, String text) {
        out.ascii("\033]").number(which).add(';').text(text).add(7);
    }

    private void palette() {
        for (Map.Entry<Integer, Integer> colour : terminal.palette.changed().entrySet()) {
            int index = colour.getKey();
            out.ascii("\033]");
            if (index < Palette.FOREGROUND) {
                out.ascii("4;").number(index);
            } else {
                out.number(index - Palette.FOREGROUND + 10);
            }
            out.ascii(";#").ascii(String.format("%06x", colour.getValue())).add(7);
        }
    }

    private void modes() {
        Modes modes = terminal.modes;
        if (modes.cursorStyle != 0) {
            out.ascii("\033[").number(modes.cursorStyle).ascii(" q");
        }
        set(modes.cursorBlink, 12);
        if (modes.cursorHidden) {
            out.ascii("\033[?25l");
        }
        set(modes.mouse != 0, modes.mouse);
        set(modes.mouseEncoding != 0, modes.mouseEncoding);
        set(modes.cursorKeys, 1);
        set(modes.keypad, 66);
        set(modes.reverseWrap, 45);
        set(modes.focusReports, 1004);
        set(modes.bracketedPaste, 2004);
        if (!modes.alternateScroll) {
            out.ascii("\033[?1007l");
        }
        if (modes.newLine) {
            out.ascii("\033[20h");
        }
        if (modes.modifyOtherKeys != 0) {
            out.ascii("\033[>4;").number(modes.modifyOtherKeys).add('m');
        }
        set(modes.synchronizedOutput, 2026);
    }

    private void set(boolean on, int mode) {
        if (on) {
            out.ascii("\033[?").number(mode).add('h');
        }
    }
}
