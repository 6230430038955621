package dev.longshell.payara;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The beginning of a frame whose rest has not come; grows by doubling, so that a frame that drips in is copied twice at most. */
final class PartialFrame {
    /** Up to here a frame gets its room at once, above it as its bytes come: a header alone holds no more. */
    private static final int AT_ONCE_BYTES = 16 << 10;

    private byte[] bytes = {};
    private int length;

    boolean isEmpty() {
        return length == 0;
    }

    /** @param missing bytes that the frame has behind these, as far as is known */
    void add(byte[] part, int from, int to, int missing) {
        int needed = length + to - from;
        if (needed > bytes.length) {
            int room = Math.min(needed + missing, Math.max(AT_ONCE_BYTES, 2 * needed));
            bytes = Arrays.copyOf(bytes, Math.max(needed, room));
        }
        System.arraycopy(part, from, bytes, length, to - from);
        length = needed;
    }

    /** The frame; this is empty then. */
    ByteBuffer take() {
        ByteBuffer whole = ByteBuffer.wrap(bytes, 0, length);
        clear();
        return whole;
    }

    void clear() {
        bytes = new byte[0];
        length = 0;
    }
}
