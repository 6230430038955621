package dev.longshell.session;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.Protocol;
import java.nio.charset.StandardCharsets;

/** Turns a text into the bytes that somebody's typing it would give; knows nothing of where they go. */
final class TypedText {
    private TypedText() {
    }

    /** UTF-8; control characters (C0 and C1 of ECMA-48, DEL) but tab and newline stripped, a newline as the Enter key: CR. INVALID_PARAMETER over 256 KiB. */
    static byte[] bytes(String text, boolean submit) {
        StringBuilder typed = new StringBuilder();
        text.codePoints().filter(TypedText::isTypable).forEach(point -> typed.appendCodePoint(point == '\n' ? '\r' : point));
        if (submit) {
            typed.append('\r');
        }
        byte[] bytes = typed.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > Protocol.INPUT_LIMIT_BYTES) {
            throw new FaultException(Fault.INVALID_PARAMETER, "text: " + bytes.length + " bytes; at most " + Protocol.INPUT_LIMIT_BYTES + " can be typed at once.");
        }
        return bytes;
    }

    private static boolean isTypable(int point) {
        return point == '\t' || point == '\n' || !Character.isISOControl(point);
    }
}
