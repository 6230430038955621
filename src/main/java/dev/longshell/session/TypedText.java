package dev.longshell.session;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.Protocol;
import java.nio.charset.StandardCharsets;

/** Turns a text into the bytes that somebody's pasting it would give; knows nothing of where they go. */
final class TypedText {
    /** Bytes at once: what a session holds for a program that does not read, less the marks of a bracketed paste and Enter. */
    static final int LIMIT_BYTES = Protocol.INPUT_LIMIT_BYTES - 16;

    private TypedText() {
    }

    /** UTF-8; control characters (C0 and C1 of ECMA-48, DEL) but tab and newline stripped, a newline as the Enter key: CR. INVALID_PARAMETER over {@link #LIMIT_BYTES}. */
    static byte[] bytes(String text) {
        StringBuilder typed = new StringBuilder();
        text.codePoints().filter(TypedText::isTypable).forEach(point -> typed.appendCodePoint(point == '\n' ? '\r' : point));
        byte[] bytes = typed.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LIMIT_BYTES) {
            throw new FaultException(Fault.INVALID_PARAMETER, "text: " + bytes.length + " bytes; at most " + LIMIT_BYTES + " can be typed at once.");
        }
        return bytes;
    }

    private static boolean isTypable(int point) {
        return point == '\t' || point == '\n' || !Character.isISOControl(point);
    }
}
