package dev.longshell.session;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.PastedText;
import dev.longshell.wire.Protocol;
import java.nio.charset.StandardCharsets;

/** Turns a text into the bytes that somebody's pasting it would give; knows nothing of where they go. */
final class TypedText {
    /** Bytes at once: what a session holds for a program that does not read, less the marks of a bracketed paste and Enter. */
    static final int LIMIT_BYTES = Protocol.INPUT_LIMIT_BYTES - 16;

    private TypedText() {
    }

    /** The text as UTF-8, made harmless ({@link PastedText}). INVALID_PARAMETER over {@link #LIMIT_BYTES}. */
    static byte[] bytes(String text) {
        byte[] bytes = PastedText.harmless(text).getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LIMIT_BYTES) {
            throw new FaultException(Fault.INVALID_PARAMETER, "text: " + bytes.length + " bytes; at most " + LIMIT_BYTES + " can be typed at once.");
        }
        return bytes;
    }
}
