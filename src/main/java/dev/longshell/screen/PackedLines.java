package dev.longshell.screen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Packed lines, oldest first, one behind the other in blocks of bytes: four bytes a line beside its own, and nothing is allocated while
 * as many come as go. Knows nothing of what is in a line; see {@link LinePacking}.
 */
final class PackedLines {

    private static final int OFFSET_BITS = 14;
    /** A line that is longer has a block of its own. */
    private static final int BLOCK_BYTES = 1 << OFFSET_BITS;
    private static final int SMALLEST_BLOCK_BYTES = 512;
    private static final int BLOCK_NUMBERS = 1 << Integer.SIZE - OFFSET_BITS;

    private final LinePacking packing;
    /** A ring: the number of a line's block above its offset in there. */
    private int[] places = new int[16];
    private int oldest;
    private int size;
    private final List<byte[]> blocks = new ArrayList<>();
    private int firstBlock;
    /** Bytes in use of the last block. */
    private int used;
    private byte[] spare;

    PackedLines(LinePacking packing) {
        this.packing = packing;
    }

    int size() {
        return size;
    }

    void clear() {
        places = new int[16];
        oldest = 0;
        size = 0;
        blocks.clear();
        used = 0;
        spare = null;
    }

    void add(Line line) {
        add(packing.pack(line));
    }

    private void add(Bytes packed) {
        if (blocks.isEmpty() || used + packed.length > BLOCK_BYTES) {
            blocks.add(newBlock(packed.length));
            used = 0;
        }
        int last = blocks.size() - 1;
        byte[] block = blocks.get(last);
        if (used + packed.length > block.length) {
            block = Arrays.copyOf(block, Math.min(BLOCK_BYTES, Math.max(block.length * 2, used + packed.length)));
            blocks.set(last, block);
        }
        System.arraycopy(packed.array, 0, block, used, packed.length);
        addPlace((firstBlock + last) % BLOCK_NUMBERS << OFFSET_BITS | used);
        used += packed.length;
    }

    private byte[] newBlock(int length) {
        if (length > BLOCK_BYTES) {
            return new byte[length];
        }
        byte[] block = spare != null ? spare : new byte[blocks.isEmpty() ? Math.max(SMALLEST_BLOCK_BYTES, length) : BLOCK_BYTES];
        spare = null;
        return block;
    }

    private void addPlace(int place) {
        if (size == places.length) {
            int[] larger = new int[size * 2];
            System.arraycopy(places, oldest, larger, 0, size - oldest);
            System.arraycopy(places, 0, larger, size - oldest, oldest);
            places = larger;
            oldest = 0;
        }
        places[oldest + size++ & places.length - 1] = place;
    }

    void dropOldest() {
        int block = block(0);
        oldest = oldest + 1 & places.length - 1;
        size--;
        if (size == 0 || block(0) != block) {
            byte[] free = blocks.remove(0);
            spare = free.length == BLOCK_BYTES ? free : null;
            firstBlock = (firstBlock + 1) % BLOCK_NUMBERS;
            used = size == 0 ? 0 : used;
        }
    }

    /** Gives back what the last block has not used. */
    void trim() {
        spare = null;
        int last = blocks.size() - 1;
        if (last >= 0 && blocks.get(last).length > used) {
            blocks.set(last, Arrays.copyOf(blocks.get(last), used));
        }
    }

    private int block(int line) {
        return (places[oldest + line & places.length - 1] >>> OFFSET_BITS) - firstBlock & BLOCK_NUMBERS - 1;
    }

    private int offset(int line) {
        return places[oldest + line & places.length - 1] & BLOCK_BYTES - 1;
    }

    private int end(int line) {
        if (line + 1 < size && block(line + 1) == block(line)) {
            return offset(line + 1);
        }
        return line + 1 == size ? used : blocks.get(block(line)).length;
    }

    boolean isWrapped(int line) {
        return (blocks.get(block(line))[offset(line)] & LinePacking.WRAPPED) != 0;
    }

    void unwrap(int line) {
        blocks.get(block(line))[offset(line)] &= ~LinePacking.WRAPPED;
    }

    void unpack(int line, Line into) {
        packing.unpack(blocks.get(block(line)), offset(line), into);
    }

    void markStyles(boolean[] marked) {
        for (int line = 0; line < size; line++) {
            packing.markStyles(blocks.get(block(line)), offset(line), marked);
        }
    }

    void restyle(int[] renumbered) {
        PackedLines restyled = new PackedLines(packing);
        for (int line = 0; line < size; line++) {
            restyled.add(packing.restyle(blocks.get(block(line)), offset(line), end(line), renumbered));
        }
        places = restyled.places;
        oldest = restyled.oldest;
        blocks.clear();
        blocks.addAll(restyled.blocks);
        firstBlock = 0;
        used = restyled.used;
    }
}
