package dev.longshell.screen;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes; knows nothing of what they mean. */
final class Bytes {

    byte[] array;
    int length;

    Bytes(int capacity) {
        array = new byte[capacity];
    }

    /** Makes room for that many more bytes. */
    void ensure(int more) {
        if (length + more > array.length) {
            array = Arrays.copyOf(array, Math.max(array.length * 2, length + more));
        }
    }

    Bytes add(int value) {
        if (length == array.length) {
            ensure(1);
        }
        array[length++] = (byte) value;
        return this;
    }

    Bytes add(byte[] source, int from, int to) {
        ensure(to - from);
        System.arraycopy(source, from, array, length, to - from);
        length += to - from;
        return this;
    }

    /** CUP; row and column count from 0. */
    Bytes moveTo(int row, int column) {
        return ascii("\033[").number(row + 1).add(';').number(column + 1).add('H');
    }

    /** Appends text of ASCII characters. */
    @SuppressWarnings("deprecation")
    Bytes ascii(String text) {
        ensure(text.length());
        text.getBytes(0, text.length(), array, length);
        length += text.length();
        return this;
    }

    Bytes text(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        return add(encoded, 0, encoded.length);
    }

    Bytes number(int value) {
        if (value >= 10) {
            number(value / 10);
        }
        return add('0' + value % 10);
    }

    Bytes codePoint(int codePoint) {
        if (codePoint < 0x80) {
            return add(codePoint);
        }
        ensure(4);
        if (codePoint < 0x800) {
            array[length++] = (byte) (0xc0 | codePoint >> 6);
        } else {
            if (codePoint < 0x10000) {
                array[length++] = (byte) (0xe0 | codePoint >> 12);
            } else {
                array[length++] = (byte) (0xf0 | codePoint >> 18);
                array[length++] = (byte) (0x80 | codePoint >> 12 & 0x3f);
            }
            array[length++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
        }
        array[length++] = (byte) (0x80 | codePoint & 0x3f);
        return this;
    }

    byte[] toArray() {
        return Arrays.copyOf(array, length);
    }

    String toText() {
        return new String(array, 0, length, StandardCharsets.UTF_8);
    }
}
