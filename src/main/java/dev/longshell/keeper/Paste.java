package dev.longshell.keeper;

import dev.longshell.wire.PastedText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A text as a terminal types it when somebody pastes it (xterm's bracketed paste, private mode 2004); knows nothing of who pastes. */
final class Paste {
    private static final byte[] BEGIN = {0x1b, '[', '2', '0', '0', '~'};
    private static final byte[] END = {0x1b, '[', '2', '0', '1', '~'};

    private Paste() {
    }

    /**
     * The bytes of a paste and of the keys pressed after it. What is pasted is made harmless ({@link PastedText}), whether the program has bracketed paste or not.
     *
     * @param pasted    UTF-8; null or empty for keys alone
     * @param bracketed the program wants to know where a paste begins and ends
     */
    static byte[] before(byte[] keys, byte[] pasted, boolean bracketed) {
        if (pasted == null || pasted.length == 0) {
            return keys;
        }
        ByteArrayOutputStream typed = new ByteArrayOutputStream(pasted.length + keys.length + BEGIN.length + END.length);
        byte[] harmless = PastedText.harmless(new String(pasted, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        typed.writeBytes(bracketed ? BEGIN : new byte[0]);
        typed.writeBytes(harmless);
        typed.writeBytes(bracketed ? END : new byte[0]);
        typed.writeBytes(keys);
        return typed.toByteArray();
    }
}
