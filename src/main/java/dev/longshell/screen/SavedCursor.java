package dev.longshell.screen;

/** What DECSC keeps; knows nothing of the buffer it belongs to. */
final class SavedCursor {

    int column;
    /** Counted from the oldest line of history at the time of saving, and not adjusted afterwards: as xterm.js does. */
    int absoluteRow;
    /** Colours and flags; the secondary long of a style is not saved. */
    long primary;
    /** Name of the character set in use; 0 when none was ever saved. */
    int charset;

    boolean isPristine() {
        return column == 0 && absoluteRow == 0 && primary == 0 && (charset == 0 || charset == 'B');
    }
}
