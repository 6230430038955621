package dev.longshell.screen;

/**
 * The state of the terminal and how text is printed into it; knows nothing of control sequences.
 * Every rule is that of xterm.js 6.0.0 with unicode11, checked against it by the differential tests.
 */
final class Terminal {

    /** Ours: in xterm.js they have no bound. */
    private static final int MOST_LOST_MARKS = 512;

    final ScreenListener listener;
    final Styles styles = new Styles();
    final Clusters clusters = new Clusters();
    final Links links = new Links();
    /** Lines that links had in buffers that RIS took: those links live on, and do not count on lines of these numbers. */
    final LinkMarks lostMarks = new LinkMarks(links);
    final Modes modes = new Modes();
    final Palette palette = new Palette();
    final Titles titles;
    int columns;
    int rows;
    Grid normal;
    Grid alternate;
    Grid grid;

    /** The style in force; see {@link Style}. */
    long pen;
    long penExtra;
    private boolean penChanged = true;
    private boolean eraserChanged = true;
    private long penCell;
    private long eraseCell;

    /** Names of G0 to G3, the set in GL by number, and the one text is shown in (which DECRC may set apart). */
    final int[] designated = {'B', 'B', 'B', 'B'};
    int level;
    int charset = 'B';
    private char[] mapping;

    /** Columns of the last character while a combining mark or REP would still act on it, else 0. */
    int lastWidth;
    private boolean inRun;

    Terminal(int columns, int rows, int historyLimit, ScreenListener listener) {
        this.columns = columns;
        this.rows = rows;
        this.listener = listener;
        titles = new Titles(listener);
        normal = new Grid(columns, rows, new History(historyLimit, clusters), links);
        alternate = new Grid(columns, rows, new History(0, clusters), links);
        grid = normal;
    }

    String workingDirectory = "";

    void setWorkingDirectory(String path) {
        workingDirectory = path;
        listener.workingDirectory(path);
    }

    // --- the pen ---

    void setPen(long primary, long secondary) {
        pen = primary;
        penExtra = secondary;
        penChanged = true;
        eraserChanged = true;
    }

    /** An erased cell as ED and EL leave it: nothing but the background. */
    long erased() {
        if (eraserChanged) {
            eraserChanged = false;
            eraseCell = blank(pen & Style.BACKGROUND, 0);
        }
        return eraseCell;
    }

    /** An erased cell with the whole style in force. */
    long penBlank() {
        if (penChanged) {
            penChanged = false;
            penCell = blank(pen, penExtra);
        }
        return penCell;
    }

    private long blank(long primary, long secondary) {
        if ((primary | secondary) == 0) {
            return Cell.BLANK;
        }
        if (styles.isFull()) {
            forgetStyles();
        }
        return Cell.NARROW | styles.intern(primary, secondary);
    }

    private void forgetStyles() {
        penChanged = true;
        eraserChanged = true;
        boolean[] marked = new boolean[styles.count()];
        normal.markStyles(marked);
        alternate.markStyles(marked);
        int[] renumbered = styles.keep(marked);
        normal.restyle(renumbered);
        alternate.restyle(renumbered);
    }

    int internLink(String identifier, String address) {
        if (links.isFull()) {
            forgetLinks();
        }
        return links.intern(identifier, address);
    }

    /** A link is in force on this line; xterm.js does not tell the lines of the buffers apart here. */
    void markLink(int link) {
        int line = grid.history.size() + grid.y;
        if (!other().marks.has(line, link) && !lostMarks.has(line, link)) {
            grid.marks.add(line, link);
        }
    }

    private Grid other() {
        return grid == normal ? alternate : normal;
    }

    private void forgetLinks() {
        forgetStyles();
        boolean[] marked = new boolean[links.count()];
        for (int style = 0; style < styles.count(); style++) {
            marked[Style.link(styles.secondary(style))] = true;
        }
        marked[Style.link(penExtra)] = true;
        lostMarks.forEach((line, link) -> marked[link] = true);
        int[] renumbered = links.keep(marked);
        normal.marks.renumber(renumbered);
        alternate.marks.renumber(renumbered);
        lostMarks.renumber(renumbered);
        styles.relink(renumbered);
        int link = renumbered[Style.link(penExtra)];
        setPen(pen, penExtra & 0xffffffffL | (long) link << Style.LINK_SHIFT);
    }

    private int internCluster(String text) {
        if (clusters.isFull()) {
            boolean[] marked = new boolean[clusters.count()];
            normal.markClusters(marked);
            alternate.markClusters(marked);
            int[] renumbered = clusters.keep(marked);
            normal.renumberClusters(renumbered);
            alternate.renumberClusters(renumbered);
        }
        return clusters.intern(text);
    }

    // --- character sets ---

    void designate(int register, int name) {
        designated[register] = name;
        if (level == register) {
            useCharset(name);
        }
    }

    void setLevel(int register) {
        level = register;
        useCharset(designated[register]);
    }

    void useCharset(int name) {
        charset = name;
        mapping = Charsets.named(name);
    }

    void resetCharsets() {
        for (int register = 0; register < 4; register++) {
            designated[register] = 'B';
        }
        level = 0;
        useCharset('B');
    }

    // --- printing ---

    private void beginRun() {
        inRun = true;
        Line line = grid.lines[grid.y];
        if (grid.x > 0 && line.width(grid.x - 1) == 2) {
            line.set(grid.x - 1, penBlank());
        }
    }

    /** What follows is no text, or the next write: half a wide character right of the text is erased. */
    void endRun() {
        if (!inRun) {
            return;
        }
        inRun = false;
        Line line = grid.lines[grid.y];
        int x = grid.x;
        if (x < line.used && x < columns && (line.cells[x] & (Cell.WIDTH | Cell.CONTENT)) == 0) {
            line.set(x, penBlank());
        }
    }

    /** A combining mark or REP has nothing to act on any more. */
    void forgetLast() {
        lastWidth = 0;
    }

    /** Prints bytes 0x20 to 0x7e from {@code from} on; returns the place of the first other byte. */
    int printAscii(byte[] bytes, int from, int to) {
        if (mapping != null || modes.insert || !modes.wrap || Style.link(penExtra) != 0) {
            int at = from;
            while (at < to && bytes[at] >= 0x20 && bytes[at] < 0x7f) {
                print(bytes[at++]);
            }
            return at;
        }
        if (!inRun) {
            beginRun();
        }
        int at = from;
        do {
            if (grid.x >= columns) {
                wrap();
            }
            at = fillLine(bytes, at, to);
        } while (at < to && bytes[at] >= 0x20 && bytes[at] < 0x7f);
        lastWidth = 1;
        return at;
    }

    private int fillLine(byte[] bytes, int from, int to) {
        Line line = grid.lines[grid.y];
        long[] cells = line.cells;
        long style = penBlank();
        int x = grid.x;
        int end = Ascii.end(bytes, from, Math.min(to, from + columns - x));
        for (int at = from; at < end; at++) {
            cells[x++] = style | bytes[at];
        }
        grid.x = x;
        if (x > line.used) {
            line.used = x;
        }
        return end;
    }

    /** Prints any code point. */
    void print(int codePoint) {
        if (!inRun) {
            beginRun();
        }
        int code = codePoint < 127 && mapping != null ? mapping[codePoint] : codePoint;
        int width = Widths.of(code);
        if (Style.link(penExtra) != 0) {
            markLink(Style.link(penExtra));
        }
        boolean joins = width == 0 && lastWidth != 0;
        if (joins) {
            width = lastWidth;
            if (grid.x > 0) {
                join(code, width);
                return;
            }
        }
        lastWidth = width;
        if (!joins && grid.x + width > columns) {
            if (modes.wrap) {
                wrap();
            } else {
                grid.x = columns - 1;
                if (width == 2) {
                    return;
                }
            }
        }
        place(code, width, joins);
    }

    private void place(int code, int width, boolean joins) {
        Line line = grid.lines[grid.y];
        long style = penBlank() & Cell.STYLE;
        if (modes.insert && grid.x >= 0) {
            line.insert(grid.x, joins ? 0 : width, penBlank());
            if (line.width(columns - 1) == 2) {
                line.set(columns - 1, penBlank());
            }
        }
        line.set(grid.x++, Cell.of(code, width, style));
        for (int half = 1; half < width; half++) {
            line.set(grid.x++, style);
        }
    }

    /** Goes on in the next line; what is left of this one is erased in the style in force. */
    private void wrap() {
        Line old = grid.lines[grid.y];
        int column = grid.x;
        long blank = penBlank();
        grid.x = 0;
        grid.y++;
        while (column < columns) {
            old.set(column++, blank);
        }
        if (grid.y == grid.bottom + 1) {
            grid.y--;
            grid.scroll(erased(), true);
            return;
        }
        if (grid.y >= rows) {
            grid.y = rows - 1;
        }
        grid.lines[grid.y].wrapped = true;
    }

    private void join(int code, int width) {
        Line line = grid.lines[grid.y];
        int column = grid.x - (line.width(grid.x - 1) != 0 ? 1 : 2);
        if (column < 0 || column >= line.length()) {
            return;
        }
        long cell = line.cells[column];
        long kept = cell & Cell.STYLE | (long) width << Cell.WIDTH_SHIFT;
        if (!Cell.hasContent(cell)) {
            line.set(column, kept | code);
            return;
        }
        String text = text(cell);
        if (text.length() < Clusters.LONGEST) {
            int cluster = internCluster(text + Character.toString(code));
            line.set(column, kept | Cell.CLUSTER | cluster);
        }
    }

    /** What a cell shows; "" when erased. */
    String text(long cell) {
        int content = (int) (cell & Cell.CODE);
        if ((cell & Cell.CLUSTER) != 0) {
            return clusters.text(content);
        }
        return content == 0 ? "" : Character.toString(content);
    }

    // --- the cursor ---

    void restrictCursor(int lastColumn) {
        grid.x = Math.min(lastColumn, Math.max(0, grid.x));
        grid.y = modes.origin
            ? Math.min(grid.bottom, Math.max(grid.top, grid.y))
            : Math.min(rows - 1, Math.max(0, grid.y));
    }

    void setCursor(int column, int row) {
        grid.x = column;
        grid.y = modes.origin ? grid.top + row : row;
        restrictCursor(columns - 1);
    }

    /** In origin mode xterm.js counts the row from the margin twice. */
    void moveCursor(int right, int down) {
        restrictCursor(columns - 1);
        setCursor(grid.x + right, grid.y + down);
    }

    void saveCursor() {
        grid.saved.column = grid.x;
        grid.saved.absoluteRow = grid.history.size() + grid.y;
        grid.saved.primary = pen;
        grid.saved.charset = charset;
    }

    void restoreCursor() {
        grid.x = grid.saved.column;
        grid.y = Math.max(grid.saved.absoluteRow - grid.history.size(), 0);
        setPen(grid.saved.primary, penExtra);
        useCharset(grid.saved.charset == 0 ? 'B' : grid.saved.charset);
        restrictCursor(columns - 1);
    }

    void lineFeed() {
        if (modes.newLine) {
            grid.x = 0;
        }
        grid.y++;
        if (grid.y == grid.bottom + 1) {
            grid.y--;
            grid.scroll(erased(), false);
        } else if (grid.y >= rows) {
            grid.y = rows - 1;
        } else {
            grid.lines[grid.y].wrapped = false;
        }
        if (grid.x >= columns) {
            grid.x--;
        }
    }

    /** IND. */
    void index() {
        restrictCursor(columns - 1);
        grid.y++;
        if (grid.y == grid.bottom + 1) {
            grid.y--;
            grid.scroll(erased(), false);
        } else if (grid.y >= rows) {
            grid.y = rows - 1;
        }
        restrictCursor(columns - 1);
    }

    /** RI. */
    void reverseIndex() {
        restrictCursor(columns - 1);
        if (grid.y == grid.top) {
            grid.pushDown(grid.y, grid.bottom, erased());
            return;
        }
        grid.y--;
        restrictCursor(columns - 1);
    }

    // --- buffers ---

    void enterAlternate() {
        if (grid == alternate) {
            return;
        }
        alternate.x = normal.x;
        alternate.y = normal.y;
        grid = alternate;
        alternate.fill(erased());
    }

    void leaveAlternate() {
        if (grid == normal) {
            return;
        }
        normal.x = alternate.x;
        normal.y = alternate.y;
        grid = normal;
        alternate.clear();
        alternate.x = 0;
        alternate.y = 0;
    }

    /** DECSTR. */
    void softReset() {
        endReports();
        modes.softReset();
        normal.keyboard.reset();
        alternate.keyboard.reset();
        modes.cursorHidden = false;
        grid.top = 0;
        grid.bottom = rows - 1;
        setPen(0, 0);
        resetCharsets();
        grid.saved.column = 0;
        grid.saved.absoluteRow = grid.history.size();
        grid.saved.primary = 0;
        grid.saved.charset = 'B';
    }

    /** What a reset of the modes switches off and somebody waits for. */
    private void endReports() {
        if (modes.synchronizedOutput) {
            listener.synchronizedUpdate(false);
        }
        if (modes.focusReports) {
            listener.focusReports(false);
        }
    }

    /** RIS of xterm.js makes new buffers, and never forgets the links of the old ones. One without identifier cannot come again. */
    private void loseMarks(LinkMarks marks) {
        marks.forEach((line, link) -> {
            if (lostMarks.size() < MOST_LOST_MARKS && !links.identifier(link).isEmpty()) {
                lostMarks.add(line, link);
            }
        });
    }

    /** RIS, which in xterm.js leaves cursor visibility, blinking, LNM, palette and titles as they were. */
    void reset() {
        endReports();
        modes.reset();
        setPen(0, 0);
        resetCharsets();
        loseMarks(normal.marks);
        loseMarks(alternate.marks);
        normal.reset();
        alternate.reset();
        grid = normal;
        lastWidth = 0;
    }
}
