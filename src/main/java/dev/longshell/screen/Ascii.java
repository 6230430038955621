package dev.longshell.screen;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds runs of printable ASCII, eight bytes at a time; knows nothing of what is done with them. */
final class Ascii {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long SIGNS = ONES << 7;

    private Ascii() { }

    /** The first place from {@code from} on, up to {@code to}, that holds no byte of 0x20 to 0x7e. */
    static int end(byte[] bytes, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long eight = (long) EIGHT.get(bytes, at);
            // the lowest bit set is exact; a borrow or carry only ever reaches the bytes above it
            long others = (eight | eight - ONES * 0x20 | eight + ONES) & SIGNS;
            if (others != 0) {
                return at + (Long.numberOfTrailingZeros(others) >>> 3);
            }
        }
        while (at < to && bytes[at] >= 0x20 && bytes[at] < 0x7f) {
            at++;
        }
        return at;
    }
}
