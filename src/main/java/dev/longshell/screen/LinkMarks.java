package dev.longshell.screen;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Which lines of one buffer each hyperlink was printed on, counted from the oldest line of history. A link is forgotten when
 * its last mark goes: xterm.js shows its cells without a link from then on, even those that were moved elsewhere.
 * Knows nothing of cells.
 */
final class LinkMarks {

    private final Links links;
    /** Sorted; the line's number plus {@link #trimmed} in the upper half, the link in the lower. */
    private long[] marks = new long[4];
    private int from;
    private int to;
    private long trimmed;

    LinkMarks(Links links) {
        this.links = links;
    }

    boolean isEmpty() {
        return from == to;
    }

    /** Takes a line, counted from the oldest of history, and a link. */
    interface Visitor {
        void visit(int line, int link);
    }

    void forEach(Visitor visitor) {
        for (int at = from; at < to; at++) {
            visitor.visit(line(at), link(marks[at]));
        }
    }

    /** The links of one line. */
    void forEachOf(int line, IntConsumer visitor) {
        for (int at = first(line); at < to && line(at) == line; at++) {
            visitor.accept(link(marks[at]));
        }
    }

    private int line(int at) {
        return (int) ((marks[at] >>> 32) - trimmed);
    }

    private static int link(long mark) {
        return (int) mark;
    }

    private int first(int line) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = low + high >>> 1;
            if (line(middle) < line) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    boolean has(int line, int link) {
        if (from == to) {
            return false;
        }
        for (int at = first(line); at < to && line(at) == line; at++) {
            if (link(marks[at]) == link) {
                return true;
            }
        }
        return false;
    }

    int size() {
        return to - from;
    }

    void add(int line, int link) {
        if (!links.isKnown(link) || has(line, link)) {
            return;
        }
        if (to == marks.length) {
            makeRoom();
        }
        int at = first(line + 1);
        System.arraycopy(marks, at, marks, at + 1, to - at);
        marks[at] = line + trimmed << 32 | link;
        to++;
        links.marked(link);
    }

    private void makeRoom() {
        int size = to - from;
        long[] larger = new long[Math.max(8, size * 2)];
        System.arraycopy(marks, from, larger, 0, size);
        marks = larger;
        from = 0;
        to = size;
    }

    /** The oldest lines went. */
    void trim(int count) {
        trimmed += count;
        while (from < to && line(from) < 0) {
            links.unmarked(link(marks[from++]));
        }
    }

    /** Lines were put in. */
    void insert(int line, int count) {
        for (int at = first(line); at < to; at++) {
            marks[at] += (long) count << 32;
        }
    }

    /** Lines were taken out. */
    void delete(int line, int count) {
        int start = first(line);
        int end = first(line + count);
        for (int at = start; at < end; at++) {
            links.unmarked(link(marks[at]));
        }
        System.arraycopy(marks, end, marks, start, to - end);
        to -= end - start;
        for (int at = start; at < to; at++) {
            marks[at] -= (long) count << 32;
        }
    }

    /** Lines were emptied. */
    void clear(int line) {
        int start = first(line);
        int end = first(line + 1);
        for (int at = start; at < end; at++) {
            links.unmarked(link(marks[at]));
        }
        System.arraycopy(marks, end, marks, start, to - end);
        to -= end - start;
    }

    void clearAll() {
        while (from < to) {
            links.unmarked(link(marks[from++]));
        }
        from = 0;
        to = 0;
        trimmed = 0;
        if (marks.length > 4) {
            marks = new long[4];
        }
    }

    /** Links got new numbers; 0 for those that are gone. */
    void renumber(int[] renumbered) {
        int kept = 0;
        long[] old = Arrays.copyOfRange(marks, from, to);
        for (long mark : old) {
            int link = renumbered[link(mark)];
            if (link != 0) {
                marks[kept++] = mark & 0xffffffff00000000L | link;
            }
        }
        from = 0;
        to = kept;
    }
}
