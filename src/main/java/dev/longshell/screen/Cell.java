package dev.longshell.screen;

/**
 * The layout of one cell in a long; knows nothing of lines or of what a style number stands for.
 *
 * <pre>
 *  63      48 47        24 23 22   21     20           0
 * +----------+------------+-----+--------+--------------+
 * |  unused  |   style    |width|cluster | code point   |
 * +----------+------------+-----+--------+--------------+
 * </pre>
 * With the cluster bit the low bits number a {@link Clusters cluster}. An erased cell has code point 0 and width 1;
 * the right half of a wide character has code point 0 and width 0.
 */
final class Cell {

    static final long CODE = 0x1fffffL;
    static final long CLUSTER = 1L << 21;
    /** Code point or cluster: non-zero when something was printed here. */
    static final long CONTENT = CODE | CLUSTER;
    static final int WIDTH_SHIFT = 22;
    static final long WIDTH = 3L << WIDTH_SHIFT;
    static final long NARROW = 1L << WIDTH_SHIFT;
    static final long WIDE = 2L << WIDTH_SHIFT;
    static final int STYLE_SHIFT = 24;
    static final long STYLE = 0xffffffL << STYLE_SHIFT;
    /** Erased, in the default style. */
    static final long BLANK = NARROW;

    private Cell() { }

    static long of(int codePoint, int width, long styleBits) {
        return codePoint | (long) width << WIDTH_SHIFT | styleBits;
    }

    static int width(long cell) {
        return (int) (cell >>> WIDTH_SHIFT) & 3;
    }

    static int style(long cell) {
        return (int) (cell >>> STYLE_SHIFT) & 0xffffff;
    }

    static boolean hasContent(long cell) {
        return (cell & CONTENT) != 0;
    }

    /** An erased cell, whatever its style. */
    static boolean isErased(long cell) {
        return (cell & (CONTENT | WIDTH)) == NARROW;
    }
}
