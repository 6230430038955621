package dev.longshell.keeper;

import java.nio.ByteBuffer;

/**
 * The newest bytes of a session's output, addressed by their absolute offset (bytes since the session began); knows nothing of characters or viewers.
 *
 * <pre>
 *   0 ........ start() ================= end()
 *   forgotten          still here, at ring[offset mod capacity]
 * </pre>
 *
 * The ring doubles from 4 KiB to {@link #CAPACITY_BYTES}, so that a session that says little costs little. Not thread-safe.
 */
final class OutputLog {
    /** Bytes kept at most: a screen of scrollback many times over, and what a page that was away for a while resumes from. */
    static final int CAPACITY_BYTES = 1 << 20;
    private static final int FIRST_CAPACITY_BYTES = 4 << 10;

    private byte[] ring = new byte[FIRST_CAPACITY_BYTES];
    private long end;

    /** Offset of the oldest byte still here. */
    long start() {
        return Math.max(0, end - CAPACITY_BYTES);
    }

    /** Offset of the next byte to come. */
    long end() {
        return end;
    }

    /** Takes all of a chunk. */
    void append(ByteBuffer chunk) {
        grow(Math.min(CAPACITY_BYTES, end + chunk.remaining()));
        while (chunk.hasRemaining()) {
            int at = index(end);
            int bytes = Math.min(chunk.remaining(), ring.length - at);
            chunk.get(ring, at, bytes);
            end += bytes;
        }
    }

    private void grow(long bytes) {
        if (bytes <= ring.length) {
            return;
        }
        int capacity = ring.length;
        while (capacity < bytes) {
            capacity *= 2;
        }
        // Below its full capacity the ring has never wrapped: the bytes stand at their offsets.
        ring = java.util.Arrays.copyOf(ring, capacity);
    }

    /** Copies {@code length} bytes from {@code offset} on; all of them must be here. */
    void copy(long offset, int length, ByteBuffer into) {
        require(offset, length);
        int first = Math.min(length, ring.length - index(offset));
        into.put(ring, index(offset), first);
        into.put(ring, 0, length - first);
    }

    private void require(long offset, long length) {
        if (offset < start() || offset + length > end) {
            throw new IllegalArgumentException("Bytes " + offset + " to " + (offset + length) + " are not in the log of " + start() + " to " + end);
        }
    }

    /** Takes bytes where they lie. */
    interface Reader {
        void read(byte[] bytes, int from, int to);
    }

    /** Hands over the bytes from {@code offset} on, in order and without copying; all of them must be here. */
    void read(long offset, Reader reader) {
        require(offset, end - offset);
        for (long at = offset; at < end; ) {
            int from = index(at);
            int bytes = (int) Math.min(end - at, ring.length - from);
            reader.read(ring, from, from + bytes);
            at += bytes;
        }
    }

    /** The byte at an offset from {@link #start} to below {@link #end}. */
    byte at(long offset) {
        return ring[index(offset)];
    }

    private int index(long offset) {
        return (int) (offset & ring.length - 1);
    }
}
