package dev.longshell.screen;

import java.util.Arrays;

/**
 * Numbers styles, so that a cell needs 24 bits for one; knows nothing of where cells are. Number 0 is the default.
 * The table is emptied of unused styles by {@link #keep}, when {@link #isFull} says so.
 */
final class Styles {

    /** Styles before the first clean-up: more than any ordinary program has on screen at once. */
    private static final int FIRST_LIMIT = 2048;

    private long[] primary = new long[16];
    private long[] secondary = new long[16];
    private int count = 1;
    private int[] slots = new int[64];
    private int limit = FIRST_LIMIT;

    long primary(int style) {
        return primary[style];
    }

    long secondary(int style) {
        return secondary[style];
    }

    int count() {
        return count;
    }

    boolean isFull() {
        return count >= limit;
    }

    boolean isProtected(long cell) {
        return (primary[Cell.style(cell)] & Style.PROTECTED) != 0;
    }

    /** The style's number, as bits of a {@link Cell}. */
    long intern(long wantedPrimary, long wantedSecondary) {
        long first = wantedPrimary;
        long second = (first & Style.EXTENDED) != 0 ? wantedSecondary : 0;
        if (second == 0) {
            first &= ~Style.EXTENDED;
            if (first == 0) {
                return 0;
            }
        }
        int mask = slots.length - 1;
        int slot = hash(first, second) & mask;
        for (int style = slots[slot]; style != 0; style = slots[slot]) {
            if (primary[style] == first && secondary[style] == second) {
                return (long) style << Cell.STYLE_SHIFT;
            }
            slot = slot + 1 & mask;
        }
        return (long) add(first, second, slot) << Cell.STYLE_SHIFT;
    }

    private int add(long first, long second, int slot) {
        if (count == primary.length) {
            int size = Math.max(count + 16, Math.min(count * 2, limit));
            primary = Arrays.copyOf(primary, size);
            secondary = Arrays.copyOf(secondary, size);
        }
        primary[count] = first;
        secondary[count] = second;
        slots[slot] = count++;
        if (count * 2 > slots.length) {
            rehash(slots.length * 2);
        }
        return count - 1;
    }

    private void rehash(int size) {
        slots = new int[size];
        for (int style = 1; style < count; style++) {
            int slot = hash(primary[style], secondary[style]) & size - 1;
            while (slots[slot] != 0) {
                slot = slot + 1 & size - 1;
            }
            slots[slot] = style;
        }
    }

    private static int hash(long first, long second) {
        long mixed = (first ^ second * 0x9e3779b97f4a7c15L) * 0xff51afd7ed558ccdL;
        return (int) (mixed >>> 32 ^ mixed >>> 52);
    }

    /**
     * Forgets all but the marked styles.
     *
     * @return the new number of each old one
     */
    int[] keep(boolean[] marked) {
        int[] renumbered = new int[count];
        int kept = 1;
        for (int style = 1; style < count; style++) {
            if (marked[style]) {
                primary[kept] = primary[style];
                secondary[kept] = secondary[style];
                renumbered[style] = kept++;
            }
        }
        count = kept;
        limit = Math.max(FIRST_LIMIT, kept * 2);
        int size = 64;
        while (size < kept * 4) {
            size *= 2;
        }
        rehash(size);
        return renumbered;
    }

    /** Marks or renumbers of the links that styles refer to; see {@link Links}. */
    void relink(int[] renumbered) {
        for (int style = 1; style < count; style++) {
            int link = Style.link(secondary[style]);
            if (link != 0) {
                secondary[style] = secondary[style] & 0xffffffffL | (long) renumbered[link] << Style.LINK_SHIFT;
            }
        }
        rehash(slots.length);
    }
}
