package dev.longshell.screen;

import java.util.BitSet;

/**
 * Writes lines of cells as text, erasures and SGR into a fresh terminal; knows nothing of buffers and modes.
 * Erased cells are not spaces, and a half of an overwritten wide character keeps its style: both come back as they were.
 */
final class LineWriter {

    /** A wide character that no charset touches, printed only to be cut in half. */
    static final int WIDE = 0xff37;

    private final Terminal terminal;
    private final Styles styles;
    private final Bytes out;
    private final int columns;
    private long pen;
    private int penColours;
    private int link;
    private boolean ignoringLink;
    private final BitSet dirty = new BitSet();
    private final BitSet opened = new BitSet();
    private final BitSet reopened = new BitSet();

    LineWriter(Terminal terminal, Bytes out) {
        this.terminal = terminal;
        styles = terminal.styles;
        this.out = out;
        columns = terminal.columns;
    }

    // --- the pen ---

    void plainPen() {
        pen(0, 0);
    }

    void pen(long primary, long secondary) {
        if (ignoringLink) {
            penBesideLink(primary & ~(Style.EXTENDED | Style.UNDERLINE));
            return;
        }
        long wanted = primary & ~Style.EXTENDED;
        int colours = (int) secondary;
        boolean unprotected = (pen & ~wanted & Style.PROTECTED) != 0;
        if (((wanted ^ pen) & ~Style.PROTECTED) != 0 || colours != penColours || unprotected) {
            rendition(wanted, colours);
        }
        if (((wanted ^ pen) & Style.PROTECTED) != 0) {
            out.ascii("\033[1\"q");
        }
        int wantedLink = terminal.links.isKnown(Style.link(secondary)) ? Style.link(secondary) : 0;
        if (wantedLink != link) {
            link(wantedLink);
        }
        pen = wanted;
        penColours = colours;
    }

    private void penBesideLink(long wanted) {
        if (wanted != pen) {
            StyleWriter.change(out, pen, wanted);
            pen = wanted;
        }
    }

    /** A link is in force and does not count: nothing may be written that makes it count, or ends it. The pen is plain. */
    void beginIgnoringLink() {
        ignoringLink = true;
        pen = 0;
        penColours = 0;
    }

    /** It counts again. */
    void endIgnoringLink(int inForce) {
        ignoringLink = false;
        link = inForce;
        forcePen(0, (long) inForce << Style.LINK_SHIFT);
    }

    /** Sets everything, when what is in force is not known. */
    void forcePen(long primary, long secondary) {
        rendition(primary, (int) secondary);
        penColours = (int) secondary;
        pen(primary, secondary);
    }

    private void rendition(long primary, int colours) {
        out.ascii("\033[");
        StyleWriter.parameters(out, primary, colours & 0xffffffffL);
        out.add('m');
        pen = primary & ~(Style.PROTECTED | Style.EXTENDED);
    }

    /** Whether one is open. */
    boolean hasLink() {
        return link != 0;
    }

    /** Whether a link was opened more than once. */
    boolean isReopened(int wanted) {
        return reopened.get(wanted);
    }

    private void link(int wanted) {
        out.ascii("\033]8;");
        if (wanted != 0) {
            reopened.set(wanted, opened.get(wanted));
            opened.set(wanted);
            String identifier = terminal.links.identifier(wanted);
            if (!identifier.isEmpty()) {
                out.ascii("id=").text(identifier);
            }
            out.add(';').text(terminal.links.address(wanted));
        } else {
            out.add(';');
        }
        out.ascii("\033\\");
        link = wanted;
    }

    private void penOf(long cell) {
        int style = Cell.style(cell);
        if (style == 0 && pen == 0 && penColours == 0 && link == 0) {
            return;
        }
        pen(styles.primary(style), styles.secondary(style));
    }

    /** Erasing can make this: nothing but a background colour. */
    private boolean isErasable(long cell) {
        int style = Cell.style(cell);
        return style == 0 || (styles.primary(style) & ~Style.BACKGROUND) == 0 && styles.secondary(style) == 0;
    }

    private boolean isOddBlank(long cell) {
        return Cell.isErased(cell) && !isErasable(cell);
    }

    // --- lines ---

    /** Writes a line from its first column on; returns whether the cursor ended past the last one. */
    boolean write(Line line) {
        dirty.clear();
        loneHalves(line);
        oddBlanks(line);
        long[] cells = line.cells;
        int end = Math.min(columns, Math.max(line.used, dirty.length()));
        int cursor = 0;
        for (int column = 0; column < end;) {
            long cell = cells[column];
            if (!Cell.hasContent(cell)) {
                int next = erasedUntil(cells, column, end);
                if (next > column && isNeeded(cell, column, next)) {
                    moveRight(column - cursor);
                    cursor = column;
                    penOf(cell);
                    erase(next - column);
                }
                column = Math.max(next, column + 1);
                continue;
            }
            moveRight(column - cursor);
            penOf(cell);
            column = text(cells, column, end);
            cursor = column;
        }
        return cursor == columns;
    }

    /** The end of equal erased cells from here on; here itself when this is none that erasing makes. */
    private int erasedUntil(long[] cells, int column, int end) {
        long cell = cells[column];
        if (Cell.width(cell) != 1 || !isErasable(cell)) {
            return column;
        }
        int next = column + 1;
        while (next < end && cells[next] == cell) {
            next++;
        }
        return next;
    }

    private boolean isNeeded(long cell, int from, int to) {
        if (Cell.style(cell) != 0) {
            return true;
        }
        int first = dirty.nextSetBit(from);
        return first >= 0 && first < to;
    }

    private void moveRight(int count) {
        if (count == 1) {
            out.ascii("\033[C");
        } else if (count > 1) {
            out.ascii("\033[").number(count).add('C');
        }
    }

    private void erase(int count) {
        out.ascii("\033[").number(count).add('X');
    }

    /** Writes the printed cells of one style from a column on; returns the column after them. */
    int printRun(Line line, int from) {
        penOf(line.cells[from]);
        return text(line.cells, from, Math.min(columns, line.used));
    }

    /** Writes printed cells of one style; returns the column after them. */
    private int text(long[] cells, int from, int end) {
        long style = cells[from] & Cell.STYLE;
        int column = from;
        while (column < end && (cells[column] & Cell.STYLE) == style && Cell.hasContent(cells[column])) {
            long cell = cells[column];
            int width = Cell.width(cell);
            if (column + width > columns) {
                // half of it was cut off by a resize: no bytes can make that
                return columns - 1 == from ? from + 1 : column;
            }
            if (width == 0) {
                // must not join the character before it
                out.add(0);
            }
            if (isOverlapped(cells, column)) {
                out.ascii("\033[?7l");
                content(cell);
                content(cells[column + 1]);
                out.ascii("\033[?7h");
                return columns;
            }
            content(cell);
            column += Math.max(1, width);
        }
        return column;
    }

    private void content(long cell) {
        if ((cell & Cell.CLUSTER) != 0) {
            out.text(terminal.text(cell));
        } else {
            out.codePoint((int) (cell & Cell.CODE));
        }
    }

    /** Whether the right half of a wide character in the last two columns was printed over in the same go, without DECAWM. */
    private boolean isOverlapped(long[] cells, int column) {
        return column == columns - 2 && Cell.width(cells[column]) == 2 && Cell.hasContent(cells[column + 1])
            && Cell.style(cells[column]) == Cell.style(cells[column + 1]);
    }

    /** Right halves that were moved away from their left ones, made by moving them. */
    private void loneHalves(Line line) {
        boolean any = false;
        for (int column = 1; column < line.used && column < columns; column++) {
            long cell = line.cells[column];
            if ((cell & (Cell.CONTENT | Cell.WIDTH)) != 0 || Cell.width(line.cells[column - 1]) == 2) {
                continue;
            }
            any = true;
            penOf(cell);
            int at = Math.max(2, column);
            out.ascii("\033[").number(at - 1).add('G').codePoint(WIDE);
            out.ascii("\033[").number(at).ascii("G\033[@");
            if (column == 1) {
                out.ascii("\r\033[P");
            }
            dirty.set(Math.max(0, column - 2), column);
        }
        if (any) {
            out.add('\r');
        }
    }

    /** Halves of wide characters that were cut, made as they come about. */
    private void oddBlanks(Line line) {
        boolean any = false;
        for (int column = 0; column < line.used && column < columns; column++) {
            long cell = line.cells[column];
            if (Cell.style(cell) == 0 || !isOddBlank(cell)) {
                continue;
            }
            any = true;
            penOf(cell);
            int other = column < columns - 1 ? column + 1 : column - 1;
            int wide = Math.min(column, columns - 2);
            out.ascii("\033[").number(wide + 1).add('G').codePoint(WIDE);
            out.ascii("\033[").number(other + 1).ascii("G ");
            dirty.set(other);
            dirty.clear(column);
        }
        if (any) {
            out.add('\r');
        }
    }

    /** Marks the first line as wrapped: wraps onto the second and scrolls it up. */
    void wrapFirstLine() {
        out.ascii("\033[").number(columns).ascii("G  \033[S\033[H\033[X");
    }

    /** Goes to the start of the next line such that it counts as wrapped, leaving both lines as they are. */
    void wrapToNextLine(Line line, boolean filled) {
        long last = columns - 1 < line.length() ? line.cells[columns - 1] : Cell.BLANK;
        if (isOddBlank(last)) {
            penOf(last);
            out.ascii("\033[").number(columns).add('G').codePoint(WIDE);
            plainPen();
            out.add('\r');
            erase(columns);
            return;
        }
        if (filled) {
            // a link goes on: opened again it would be another one, with a life of its own
            pen(0, (long) link << Style.LINK_SHIFT);
            out.add(' ');
        } else {
            plainPen();
            out.ascii("\033[").number(columns).ascii("G  \033M\033[").number(columns).add('G');
            penOf(last);
            out.ascii("\033[X");
            plainPen();
            out.ascii("\033[B");
        }
        out.ascii("\r\033[X");
    }
}
