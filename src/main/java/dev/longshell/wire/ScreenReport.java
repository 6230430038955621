package dev.longshell.wire;

import java.util.List;

/**
 * What a terminal shows, as data: for thumbnails, searches and programs. Rows and columns count from 0.
 *
 * @param cols      of the screen, in cells
 * @param rows      of the screen, in cells; as many {@code lines}
 * @param cursor    where the next character goes
 * @param title     last set by the program, or null
 * @param cwd       last told by the program (OSC 7), or null
 * @param alternate true while the alternate buffer is shown, as vim and less do
 * @param modes     what the program asked of its terminal
 * @param lines     of the screen, from the top
 * @param history   lines above the main buffer's screen, oldest first; fewer than asked for when there are no more, or no more fit into a frame
 * @param historyFrom   the number of the first of them, or of the one behind them when there are none; see {@link HistoryWish}
 * @param historyOldest the number of the oldest that is kept
 */
public record ScreenReport(int cols, int rows, Cursor cursor, String title, String cwd, boolean alternate, Modes modes, List<Line> lines, List<Line> history,
                           long historyFrom, long historyOldest) {
    /**
     * Where the next character goes.
     *
     * @param col the last one while a wrap is pending
     */
    public record Cursor(int row, int col, boolean visible) {
    }

    /**
     * What a program asked of its terminal.
     *
     * @param mouse 0 none, 9, 1000, 1002 or 1003 (xterm's private modes)
     */
    public record Modes(boolean bracketedPaste, boolean applicationCursorKeys, boolean focusReporting, boolean synchronizedOutput, int mouse) {
    }

    /**
     * One row.
     *
     * @param text    without what was never written at its end
     * @param wrapped true when it continues the row above
     * @param runs    the same text in pieces of one style, perhaps with blanks behind it; null in history that is wanted without, and when the screen is too large for them
     */
    public record Line(String text, boolean wrapped, List<Run> runs) {
    }

    /**
     * Text of one style.
     *
     * @param foreground null the default, 0 to 255 of the palette, or 0x1000000 and 24 bits of RGB
     * @param background as foreground
     * @param styles     null when there are none
     */
    public record Run(String text, Integer foreground, Integer background, List<Style> styles) {
    }

    /** How text looks beside its colours; written as these names. */
    public enum Style {
        bold, dim, italic, underline, blink, inverse, invisible, strike, overline
    }
}
