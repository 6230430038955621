package dev.longshell.keeper;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A text as a terminal types it when somebody pastes it (xterm's bracketed paste, private mode 2004); knows nothing of who pastes. */
final class Paste {
    private static final byte[] BEGIN = {0x1b, '[', '2', '0', '0', '~'};
    private static final byte[] END = {0x1b, '[', '2', '0', '1', '~'};

    private Paste() {
    }

    /**
     * The bytes of a paste and of the keys pressed after it. What is pasted keeps no control character but tab and line ends, so that nothing in it ends the paste
     * or presses a key.
     *
     * @param pasted    UTF-8; null or empty for keys alone
     * @param bracketed the program wants to know where a paste begins and ends
     */
    static byte[] before(byte[] keys, byte[] pasted, boolean bracketed) {
        if (pasted == null || pasted.length == 0) {
            return keys;
        }
        ByteArrayOutputStream typed = new ByteArrayOutputStream(pasted.length + keys.length + BEGIN.length + END.length);
        byte[] harmless = harmless(pasted);
        typed.writeBytes(bracketed ? BEGIN : new byte[0]);
        typed.writeBytes(harmless);
        typed.writeBytes(bracketed ? END : new byte[0]);
        typed.writeBytes(keys);
        return typed.toByteArray();
    }

    private static byte[] harmless(byte[] pasted) {
        StringBuilder text = new StringBuilder(pasted.length);
        new String(pasted, StandardCharsets.UTF_8).codePoints().filter(Paste::isHarmless).forEach(text::appendCodePoint);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isHarmless(int point) {
        return point == '\t' || point == '\r' || point == '\n' || !Character.isISOControl(point);
    }
}
