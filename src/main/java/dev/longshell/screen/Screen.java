package dev.longshell.screen;

import java.util.Map;

/**
 * A terminal as a value: takes what a program writes, keeps what a terminal would show, answers queries, and gives it
 * all back as bytes. Knows nothing of processes, viewers, time or threads: one thread at a time may touch it.
 * Rows and columns count from 0.
 */
public final class Screen {

    private static final int FEWEST_COLUMNS = 2;
    private static final int FEWEST_ROWS = 1;
    private static final int MOST = 4096;

    private final Terminal terminal;
    private final Interpreter interpreter;
    private final Parser parser;

    /**
     * @param columns 2 to 4096; what lies outside is brought in
     * @param rows 1 to 4096
     * @param historyLimit lines kept above the screen; the page's scrollback must be the same number
     * @param listener hears events and answers to queries
     */
    public Screen(int columns, int rows, int historyLimit, ScreenListener listener) {
        if (historyLimit < 0) {
            throw new IllegalArgumentException("negative history limit: " + historyLimit);
        }
        terminal = new Terminal(clamp(columns, FEWEST_COLUMNS), clamp(rows, FEWEST_ROWS), historyLimit, listener);
        interpreter = new Interpreter(terminal);
        parser = new Parser(interpreter, terminal);
        interpreter.connect(parser);
    }

    private static int clamp(int size, int fewest) {
        return Math.min(MOST, Math.max(fewest, size));
    }

    /** Takes the bytes from {@code from} up to {@code to}, exclusive; a sequence or character may be cut anywhere. */
    public void write(byte[] bytes, int from, int to) {
        interpreter.repeater().written(to - from);
        parser.parse(bytes, from, to);
    }

    /** Changes the size and reflows the main buffer, as xterm.js does. */
    public void resize(int columns, int rows) {
        new Resize(terminal).to(clamp(columns, FEWEST_COLUMNS), clamp(rows, FEWEST_ROWS));
    }

    /**
     * Packs what was written lately into a fifth of the memory: to be called when the program has been quiet for a while,
     * such as a second. Changes nothing that can be seen.
     */
    public void rest() {
        terminal.normal.history.pack();
    }

    /** The bytes that bring a terminal of this size and history limit into this state. */
    public byte[] snapshot() {
        return snapshot(Integer.MAX_VALUE);
    }

    /** As {@link #snapshot()}, with no more than the newest lines of history. */
    public byte[] snapshot(int newestHistoryLines) {
        return new SnapshotWriter(terminal, newestHistoryLines).write(parser);
    }

    public int columns() {
        return terminal.columns;
    }

    public int rows() {
        return terminal.rows;
    }

    public int historyLimit() {
        return terminal.normal.history.limit();
    }

    /** Lines above the main buffer's screen. */
    public int historySize() {
        return terminal.normal.history.size();
    }

    /** The window title, "" before the first. */
    public String title() {
        return terminal.titles.title;
    }

    /** The program's working directory, "" before the first. */
    public String workingDirectory() {
        return terminal.workingDirectory;
    }

    /** The cursor's column; the last one while a wrap is pending. */
    public int cursorColumn() {
        return Math.min(terminal.grid.x, terminal.columns - 1);
    }

    public int cursorRow() {
        return terminal.grid.y;
    }

    public boolean isCursorVisible() {
        return !terminal.modes.cursorHidden;
    }

    public boolean isAlternateBuffer() {
        return terminal.grid == terminal.alternate;
    }

    public boolean isBracketedPaste() {
        return terminal.modes.bracketedPaste;
    }

    public boolean isApplicationCursorKeys() {
        return terminal.modes.cursorKeys;
    }

    public boolean isFocusReporting() {
        return terminal.modes.focusReports;
    }

    public boolean isSynchronizedOutput() {
        return terminal.modes.synchronizedOutput;
    }

    /** The mouse mode: 0 none, 9, 1000, 1002 or 1003. */
    public int mouseMode() {
        return terminal.modes.mouse;
    }

    /** The text of a row of the buffer shown, without what is erased at its end. */
    public String text(int row) {
        return terminal.grid.text(row, terminal.clusters);
    }

    /** Whether a row of the buffer shown continues the one above. */
    public boolean isWrapped(int row) {
        return terminal.grid.lines[row].wrapped;
    }

    /** The text of a line of history, 0 the oldest. */
    public String historyText(int line) {
        Line unpacked = new Line(terminal.columns);
        terminal.normal.history.unpack(line, unpacked);
        return Grid.text(unpacked, terminal.clusters);
    }

    /** The number of the oldest line of history, counted from the first that ever was one; a new size may number all anew. */
    public long oldestHistoryLine() {
        return terminal.normal.history.oldest();
    }

    /** Whether a line of history, 0 the oldest, continues the one before. */
    public boolean isHistoryWrapped(int line) {
        return terminal.normal.history.isWrapped(line);
    }

    /** The cells of a line of history, 0 the oldest, as runs of one style. */
    public java.util.List<StyledText> historyStyledText(int line) {
        Line unpacked = new Line(terminal.columns);
        terminal.normal.history.unpack(line, unpacked);
        return StyledText.of(unpacked, terminal);
    }

    /** The cells of a row of the buffer shown as runs of one style. */
    public java.util.List<StyledText> styledText(int row) {
        return StyledText.of(terminal.grid.lines[row], terminal);
    }

    /** Colours that OSC 4, 10, 11 and 12 changed: 0 to 255 the palette, 256 to 258 foreground, background, cursor. */
    public Map<Integer, Integer> changedColours() {
        return Map.copyOf(terminal.palette.changed());
    }
}
