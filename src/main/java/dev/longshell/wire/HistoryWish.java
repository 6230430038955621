package dev.longshell.wire;

/**
 * Which lines above a screen are wanted with it. Lines are numbered from the first that ever scrolled off; a new size may number them anew.
 *
 * @param lines  at most, the newest; 0 or more
 * @param before the number of a line from which on none are wanted; null: up to the screen
 * @param styled with their styles, of which fewer lines fit into an answer
 */
public record HistoryWish(int lines, Long before, boolean styled) {
    public static final HistoryWish NONE = new HistoryWish(0, null, false);

    /** The same with fewer lines. */
    public HistoryWish atMost(int fewer) {
        return new HistoryWish(fewer, before, styled);
    }
}
