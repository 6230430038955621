package dev.longshell.screen;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The lines that scrolled off, oldest first, packed into one array of bytes each but for the newest: a ring
 * of at most {@code limit} lines. Knows nothing of the screen below it.
 *
 * <p>A packed line: one byte of {@link #WRAPPED} and {@link #STYLED}; when styled, runs of
 * {@code count, style} (seven bits to a byte) up to a count of 0; then the cells up to the last that is not blank: 0x00 an erased cell,
 * 0x01-0x7f a narrow ASCII character, 0x80 and three bytes any cell without cluster, 0x81 and three bytes a wide
 * character with its right half, 0x82 and two bytes a narrow character of the basic plane, 0x83 width, length and
 * UTF-8 of a cluster.
 */
final class History {

    private static final int WRAPPED = 1;
    private static final int STYLED = 2;
    /**
     * Lines not packed yet: packing at once costs a third of the speed of coloured text, and of a flood only the last
     * lines stay. At 80 columns they take 650 KiB until {@link #pack}.
     */
    private static final int MOST_FRESH = 1024;
    private static final byte[] EMPTY = {0};
    private static final byte[] EMPTY_WRAPPED = {WRAPPED};

    private int limit;
    private final Clusters clusters;
    private final Bytes scratch = new Bytes(512);
    private byte[][] ring;
    /** The newest lines as they are, in the slots of {@link #ring}. */
    private Line[] fresh;
    private int freshCount;
    private int oldest;
    private int size;
    private int at;

    History(int limit, Clusters clusters) {
        this.limit = limit;
        this.clusters = clusters;
        clear();
    }

    int size() {
        return size;
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
        return size == limit;
    }

    void clear() {
        ring = new byte[Math.min(16, limit)][];
        fresh = new Line[ring.length];
        freshCount = 0;
        oldest = 0;
        size = 0;
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
        if (size == limit) {
            spare = dropOldest();
        } else if (size == ring.length) {
            grow();
        }
        if (freshCount == MOST_FRESH) {
            spare = packOldestFresh();
        }
        fresh[index(size++)] = line;
        freshCount++;
        return spare;
    }

    private Line dropOldest() {
        Line spare = fresh[oldest];
        if (spare != null) {
            fresh[oldest] = null;
            freshCount--;
        }
        ring[oldest] = null;
        oldest = oldest + 1 == ring.length ? 0 : oldest + 1;
        size--;
        return spare;
    }

    private Line packOldestFresh() {
        int index = index(size - freshCount);
        Line line = fresh[index];
        ring[index] = pack(line);
        fresh[index] = null;
        freshCount--;
        return line;
    }

    /** Packs the lines that came last, too. */
    void pack() {
        while (freshCount > 0) {
            packOldestFresh();
        }
    }

    private void grow() {
        int length = Math.min(limit, size * 2);
        byte[][] larger = new byte[length][];
        Line[] largerFresh = new Line[length];
        for (int line = 0; line < size; line++) {
            larger[line] = ring[index(line)];
            largerFresh[line] = fresh[index(line)];
        }
        ring = larger;
        fresh = largerFresh;
        oldest = 0;
    }

    private int index(int line) {
        int index = oldest + line;
        return index >= ring.length ? index - ring.length : index;
    }

    boolean isWrapped(int line) {
        Line unpacked = fresh[index(line)];
        return unpacked != null ? unpacked.wrapped : (ring[index(line)][0] & WRAPPED) != 0;
    }

    void unwrap(int line) {
        if (fresh[index(line)] != null) {
            fresh[index(line)].wrapped = false;
            return;
        }
        byte[] packed = ring[index(line)];
        if (packed == EMPTY_WRAPPED) {
            ring[index(line)] = EMPTY;
            return;
        }
        packed[0] &= ~WRAPPED;
    }

    private byte[] pack(Line line) {
        long[] cells = line.cells;
        int length = line.used;
        while (length > 0 && cells[length - 1] == Cell.BLANK) {
            length--;
        }
        if (length == 0) {
            return line.wrapped ? EMPTY_WRAPPED : EMPTY;
        }
        byte[] plain = packPlain(line, length);
        return plain != null ? plain : packStyled(line, length);
    }

    /** ASCII and erased cells in the default style: the common case. */
    private static byte[] packPlain(Line line, int length) {
        long[] cells = line.cells;
        long union = 0;
        for (int column = 0; column < length; column++) {
            union |= cells[column] ^ Cell.NARROW;
        }
        if ((union & ~0x7fL) != 0) {
            return null;
        }
        byte[] packed = new byte[length + 1];
        packed[0] = (byte) (line.wrapped ? WRAPPED : 0);
        for (int column = 0; column < length; column++) {
            packed[column + 1] = (byte) (cells[column] & 0x7f);
        }
        return packed;
    }

    private byte[] packStyled(Line line, int length) {
        Bytes out = scratch;
        out.length = 0;
        out.ensure(length * 7 + 8);
        out.add((line.wrapped ? WRAPPED : 0) | STYLED);
        packRuns(line.cells, length);
        out.add(0);
        packText(line.cells, length);
        return out.toArray();
    }

    private void packRuns(long[] cells, int length) {
        for (int column = 0; column < length;) {
            long style = cells[column] & Cell.STYLE;
            int start = column++;
            while (column < length && (cells[column] & Cell.STYLE) == style) {
                column++;
            }
            packNumber(column - start);
            packNumber((int) (style >>> Cell.STYLE_SHIFT));
        }
    }

    private void packText(long[] cells, int length) {
        byte[] array = scratch.array;
        int to = scratch.length;
        for (int column = 0; column < length; column++) {
            int cell = (int) cells[column] & 0xffffff;
            if ((cell & ~0x7f) == (int) Cell.NARROW) {
                array[to++] = (byte) (cell & 0x7f);
                continue;
            }
            scratch.length = to;
            column += packCell(cells[column], column + 1 < length ? cells[column + 1] : 0);
            scratch.ensure((length - column) * 4);
            array = scratch.array;
            to = scratch.length;
        }
        scratch.length = to;
    }

    private void packNumber(int number) {
        int rest = number;
        while (rest >= 0x80) {
            scratch.add(rest & 0x7f | 0x80);
            rest >>= 7;
        }
        scratch.add(rest);
    }

    /** Returns how many further cells were packed with this one. */
    private int packCell(long cell, long next) {
        int content = (int) (cell & Cell.CODE);
        int width = Cell.width(cell);
        if ((cell & Cell.CLUSTER) != 0) {
            byte[] text = clusters.text(content).getBytes(StandardCharsets.UTF_8);
            scratch.add(0x83).add(width);
            packNumber(text.length);
            scratch.add(text, 0, text.length);
            return 0;
        }
        if (width == 1 && content < 0x80) {
            scratch.add(content);
            return 0;
        }
        if (width == 1 && content < 0x10000) {
            scratch.add(0x82).add(content >> 8).add(content);
            return 0;
        }
        boolean whole = width == 2 && (next & (Cell.CONTENT | Cell.WIDTH)) == 0 && Cell.style(next) == Cell.style(cell)
            && next != 0;
        int general = content | width << 22;
        scratch.add(whole ? 0x81 : 0x80).add(general >> 16).add(general >> 8).add(general);
        return whole ? 1 : 0;
    }

    /** A copy of a line. */
    void unpack(int line, Line into) {
        Line unpacked = fresh[index(line)];
        if (unpacked != null) {
            into.cells = unpacked.cells.clone();
            into.used = unpacked.used;
            into.wrapped = unpacked.wrapped;
            return;
        }
        byte[] packed = ring[index(line)];
        Arrays.fill(into.cells, Cell.BLANK);
        into.wrapped = (packed[0] & WRAPPED) != 0;
        if ((packed[0] & STYLED) == 0) {
            into.widen(packed.length - 1);
            into.used = packed.length - 1;
            for (int column = 0; column < packed.length - 1; column++) {
                into.cells[column] = packed[column + 1] | Cell.NARROW;
            }
            return;
        }
        at = 1;
        int column = 0;
        for (int count = unpackNumber(packed); count != 0; count = unpackNumber(packed)) {
            into.widen(column + count);
            Arrays.fill(into.cells, column, column + count, (long) unpackNumber(packed) << Cell.STYLE_SHIFT);
            column += count;
        }
        into.used = column;
        unpackCells(packed, into);
    }

    private int unpackNumber(byte[] packed) {
        int count = 0;
        for (int shift = 0;; shift += 7) {
            int part = packed[at++];
            count |= (part & 0x7f) << shift;
            if (part >= 0) {
                return count;
            }
        }
    }

    private void unpackCells(byte[] packed, Line into) {
        for (int column = 0; at < packed.length; column++) {
            int lead = packed[at++];
            if (lead >= 0) {
                into.cells[column] |= lead | Cell.NARROW;
                continue;
            }
            switch (lead & 0xff) {
                case 0x80 -> into.cells[column] |= unpackBytes(packed, 3);
                case 0x81 -> into.cells[column++] |= unpackBytes(packed, 3);
                case 0x82 -> into.cells[column] |= unpackBytes(packed, 2) | Cell.NARROW;
                default -> {
                    int width = packed[at++];
                    int length = unpackNumber(packed);
                    String text = new String(packed, at, length, StandardCharsets.UTF_8);
                    at += length;
                    into.cells[column] |= Cell.of(clusters.intern(text), width, Cell.CLUSTER);
                }
            }
        }
    }

    private int unpackBytes(byte[] packed, int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 8 | packed[at++] & 0xff;
        }
        return value;
    }

    /** Marks the styles that packed lines refer to. */
    void markStyles(boolean[] marked) {
        for (int line = 0; line < size; line++) {
            byte[] packed = ring[index(line)];
            if (packed == null) {
                fresh[index(line)].markStyles(marked);
            } else if ((packed[0] & STYLED) != 0) {
                at = 1;
                while (unpackNumber(packed) != 0) {
                    marked[unpackNumber(packed)] = true;
                }
            }
        }
    }

    /** Rewrites the styles that packed lines refer to. */
    void restyle(int[] renumbered) {
        for (int line = 0; line < size; line++) {
            byte[] packed = ring[index(line)];
            if (packed == null) {
                fresh[index(line)].restyle(renumbered);
                continue;
            }
            if ((packed[0] & STYLED) == 0) {
                continue;
            }
            scratch.length = 0;
            scratch.add(packed[0]);
            at = 1;
            for (int count = unpackNumber(packed); count != 0; count = unpackNumber(packed)) {
                packNumber(count);
                packNumber(renumbered[unpackNumber(packed)]);
            }
            scratch.add(0);
            scratch.add(packed, at, packed.length);
            ring[index(line)] = scratch.toArray();
        }
    }

    /** Marks the clusters of lines not packed yet; packed ones hold their text. */
    void markClusters(boolean[] marked) {
        for (int line = size - freshCount; line < size; line++) {
            fresh[index(line)].markClusters(marked);
        }
    }

    void renumberClusters(int[] renumbered) {
        for (int line = size - freshCount; line < size; line++) {
            fresh[index(line)].renumberClusters(renumbered);
        }
    }
}
