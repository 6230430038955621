package dev.longshell.screen;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A line as bytes, a tenth of what its cells take; knows nothing of where they are kept.
 *
 * <p>One byte of {@link #WRAPPED} and {@link #STYLED}. A plain line goes on with its length and that many bytes: 0x00 an erased
 * cell, 0x01 to 0x7f a narrow ASCII character, all in the default style. A styled one goes on with runs of {@code count, style} up to a
 * count of 0, and a cell for each column of them: as above, or 0x80 and three bytes any cell without cluster, 0x81 and three bytes a wide
 * character with its right half, 0x82 and two bytes a narrow character of the basic plane, 0x83 width, length and UTF-8 of a cluster.
 * Numbers have seven bits to a byte, the lowest first.
 */
final class LinePacking {

    static final int WRAPPED = 1;
    private static final int STYLED = 2;

    private final Clusters clusters;
    private final Bytes out = new Bytes(512);
    private byte[] packed;
    private int at;

    LinePacking(Clusters clusters) {
        this.clusters = clusters;
    }

    // --- packing ---

    /** The bytes of a line, valid until the next call of any method. */
    Bytes pack(Line line) {
        int length = line.used;
        while (length > 0 && line.cells[length - 1] == Cell.BLANK) {
            length--;
        }
        if (!packPlain(line, length)) {
            packStyled(line, length);
        }
        return out;
    }

    private boolean packPlain(Line line, int length) {
        begin(line.wrapped ? WRAPPED : 0, length);
        number(length);
        long[] cells = line.cells;
        byte[] array = out.array;
        int to = out.length;
        long union = 0;
        for (int column = 0; column < length; column++) {
            long cell = cells[column];
            union |= cell ^ Cell.NARROW;
            array[to++] = (byte) cell;
        }
        out.length = to;
        return (union & ~0x7fL) == 0;
    }

    private void begin(int head, int length) {
        out.length = 0;
        out.ensure(length * 7 + 8);
        out.add(head);
    }

    private void packStyled(Line line, int length) {
        begin((line.wrapped ? WRAPPED : 0) | STYLED, length);
        packRuns(line.cells, length);
        out.add(0);
        packCells(line.cells, length);
    }

    private void packRuns(long[] cells, int length) {
        for (int column = 0; column < length;) {
            long style = cells[column] & Cell.STYLE;
            int start = column++;
            while (column < length && (cells[column] & Cell.STYLE) == style) {
                column++;
            }
            number(column - start);
            number((int) (style >>> Cell.STYLE_SHIFT));
        }
    }

    private void packCells(long[] cells, int length) {
        byte[] array = out.array;
        int to = out.length;
        for (int column = 0; column < length; column++) {
            int cell = (int) cells[column] & 0xffffff;
            if ((cell & ~0x7f) == (int) Cell.NARROW) {
                array[to++] = (byte) cell;
                continue;
            }
            out.length = to;
            column += packCell(cells[column], column + 1 < length ? cells[column + 1] : 0);
            out.ensure((length - column) * 4);
            array = out.array;
            to = out.length;
        }
        out.length = to;
    }

    /** Returns how many further cells were packed with this one. */
    private int packCell(long cell, long next) {
        int content = (int) (cell & Cell.CODE);
        int width = Cell.width(cell);
        if ((cell & Cell.CLUSTER) != 0) {
            byte[] text = clusters.text(content).getBytes(StandardCharsets.UTF_8);
            out.add(0x83).add(width);
            number(text.length);
            out.add(text, 0, text.length);
            return 0;
        }
        if (width == 1 && content < 0x80) {
            out.add(content);
            return 0;
        }
        if (width == 1 && content < 0x10000) {
            out.add(0x82).add(content >> 8).add(content);
            return 0;
        }
        boolean whole = width == 2 && (next & (Cell.CONTENT | Cell.WIDTH)) == 0 && Cell.style(next) == Cell.style(cell)
            && next != 0;
        int general = content | width << 22;
        out.add(whole ? 0x81 : 0x80).add(general >> 16).add(general >> 8).add(general);
        return whole ? 1 : 0;
    }

    private void number(int number) {
        int rest = number;
        while (rest >= 0x80) {
            out.add(rest & 0x7f | 0x80);
            rest >>= 7;
        }
        out.add(rest);
    }

    // --- unpacking ---

    private int head(byte[] bytes, int from) {
        packed = bytes;
        at = from + 1;
        return bytes[from];
    }

    private int number() {
        int number = 0;
        for (int shift = 0;; shift += 7) {
            int part = packed[at++];
            number |= (part & 0x7f) << shift;
            if (part >= 0) {
                return number;
            }
        }
    }

    void unpack(byte[] bytes, int from, Line into) {
        int head = head(bytes, from);
        Arrays.fill(into.cells, Cell.BLANK);
        into.wrapped = (head & WRAPPED) != 0;
        if ((head & STYLED) == 0) {
            unpackPlain(into);
            return;
        }
        int columns = 0;
        for (int count = number(); count != 0; count = number()) {
            into.widen(columns + count);
            Arrays.fill(into.cells, columns, columns + count, (long) number() << Cell.STYLE_SHIFT);
            columns += count;
        }
        into.used = columns;
        unpackCells(into, columns);
    }

    private void unpackPlain(Line into) {
        int length = number();
        into.widen(length);
        into.used = length;
        for (int column = 0; column < length; column++) {
            into.cells[column] = packed[at + column] | Cell.NARROW;
        }
    }

    private void unpackCells(Line into, int columns) {
        for (int column = 0; column < columns; column++) {
            int lead = packed[at++];
            if (lead >= 0) {
                into.cells[column] |= lead | Cell.NARROW;
                continue;
            }
            switch (lead & 0xff) {
                case 0x80 -> into.cells[column] |= big(3);
                case 0x81 -> into.cells[column++] |= big(3);
                case 0x82 -> into.cells[column] |= big(2) | Cell.NARROW;
                default -> into.cells[column] |= cluster();
            }
        }
    }

    private long cluster() {
        int width = packed[at++];
        int length = number();
        String text = new String(packed, at, length, StandardCharsets.UTF_8);
        at += length;
        return Cell.of(clusters.intern(text), width, Cell.CLUSTER);
    }

    private int big(int bytes) {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | packed[at++] & 0xff;
        }
        return value;
    }

    // --- styles ---

    void markStyles(byte[] bytes, int from, boolean[] marked) {
        if ((head(bytes, from) & STYLED) != 0) {
            while (number() != 0) {
                marked[number()] = true;
            }
        }
    }

    /** The line's bytes with other numbers for its styles, valid until the next call. @param to one past the line's last byte */
    Bytes restyle(byte[] bytes, int from, int to, int[] renumbered) {
        int head = head(bytes, from);
        begin(head, (to - from) / 7 + 1);
        if ((head & STYLED) != 0) {
            for (int count = number(); count != 0; count = number()) {
                number(count);
                number(renumbered[number()]);
            }
            out.add(0);
        }
        return out.add(bytes, at, to);
    }
}
