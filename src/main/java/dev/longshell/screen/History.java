package dev.longshell.screen;

/**
 * The lines that scrolled off, oldest first, at most {@code limit}: packed, but for the newest. Knows nothing of the screen below it.
 */
final class History {

    /**
     * Lines not packed yet: packing at once costs a third of the speed of coloured text, and of a flood only the last
     * lines stay. At 80 columns they take 650 KiB until {@link #pack}.
     */
    private static final int MOST_FRESH = 1024;
    private static final int FEWEST_FRESH = 16;

    private int limit;
    private final PackedLines packed;
    /** A ring of the newest lines as they are. */
    private Line[] fresh = new Line[FEWEST_FRESH];
    private int oldestFresh;
    private int freshCount;
    /** Lines that were here before the oldest. */
    private long gone;

    History(int limit, Clusters clusters) {
        this.limit = limit;
        packed = new PackedLines(new LinePacking(clusters));
    }

    int size() {
        return packed.size() + freshCount;
    }

    /** The number of the oldest line, counted from the first that ever came. */
    long oldest() {
        return gone;
    }

    int limit() {
        return limit;
    }

    /** Forgets all lines and keeps as many as this from now on. */
    void clear(int newLimit) {
        limit = newLimit;
        clear();
    }

    boolean isFull() {
        return size() == limit;
    }

    void clear() {
        if (size() > 0) {
            gone += size();
            packed.clear();
            fresh = new Line[FEWEST_FRESH];
            oldestFresh = 0;
            freshCount = 0;
        }
    }

    /**
     * Appends a line, which is ours from now on; the oldest goes when there is no room.
     *
     * @return a line that is free to be used again, or null
     */
    Line push(Line line) {
        if (limit == 0) {
            return line;
        }
        Line spare = null;
        if (isFull()) {
            gone++;
            if (packed.size() > 0) {
                packed.dropOldest();
            } else {
                spare = takeOldestFresh();
            }
        }
        if (freshCount == MOST_FRESH) {
            spare = takeOldestFresh();
            packed.add(spare);
        } else if (freshCount == fresh.length) {
            grow();
        }
        fresh[oldestFresh + freshCount++ & fresh.length - 1] = line;
        return spare;
    }

    private void grow() {
        Line[] larger = new Line[freshCount * 2];
        for (int line = 0; line < freshCount; line++) {
            larger[line] = fresh[oldestFresh + line & freshCount - 1];
        }
        fresh = larger;
        oldestFresh = 0;
    }

    private Line takeOldestFresh() {
        Line line = fresh[oldestFresh];
        fresh[oldestFresh] = null;
        oldestFresh = oldestFresh + 1 & fresh.length - 1;
        freshCount--;
        return line;
    }

    /** Packs the lines that came last, too. */
    void pack() {
        while (freshCount > 0) {
            packed.add(takeOldestFresh());
        }
        packed.trim();
        fresh = new Line[FEWEST_FRESH];
        oldestFresh = 0;
    }

    private Line fresh(int line) {
        return fresh[oldestFresh + line - packed.size() & fresh.length - 1];
    }

    boolean isWrapped(int line) {
        return line < packed.size() ? packed.isWrapped(line) : fresh(line).wrapped;
    }

    void unwrap(int line) {
        if (line < packed.size()) {
            packed.unwrap(line);
            return;
        }
        fresh(line).wrapped = false;
    }

    /** A copy of a line. */
    void unpack(int line, Line into) {
        if (line < packed.size()) {
            packed.unpack(line, into);
            return;
        }
        Line source = fresh(line);
        into.cells = source.cells.clone();
        into.used = source.used;
        into.wrapped = source.wrapped;
    }

    void markStyles(boolean[] marked) {
        packed.markStyles(marked);
        for (int line = packed.size(); line < size(); line++) {
            fresh(line).markStyles(marked);
        }
    }

    void restyle(int[] renumbered) {
        packed.restyle(renumbered);
        for (int line = packed.size(); line < size(); line++) {
            fresh(line).restyle(renumbered);
        }
    }

    /** Marks the clusters of lines not packed yet; packed ones hold their text. */
    void markClusters(boolean[] marked) {
        for (int line = packed.size(); line < size(); line++) {
            fresh(line).markClusters(marked);
        }
    }

    void renumberClusters(int[] renumbered) {
        for (int line = packed.size(); line < size(); line++) {
            fresh(line).renumberClusters(renumbered);
        }
    }
}
