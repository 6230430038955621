package dev.longshell.wire;

/**
 * What becomes of a text before it is pasted into a program; knows nothing of who pastes. {@code modules/paste.js} has the same rule for the page, and both are tested
 * with the same cases.
 */
public final class PastedText {
    private PastedText() {
    }

    /**
     * The text with every line end (CR LF, LF, CR) as the Enter key gives it, CR, and without the other control characters (C0 and C1 of ECMA-48, DEL) but tab: whatever
     * mode the program is in, nothing in it ends the paste (xterm's private mode 2004), begins a sequence or presses a key but Enter and Tab.
     */
    public static String harmless(String text) {
        StringBuilder harmless = new StringBuilder(text.length());
        char before = 0;
        for (int at = 0; at < text.length(); at++) {
            char unit = text.charAt(at);
            if (unit == '\r' || unit == '\n' && before != '\r') {
                harmless.append('\r');
            } else if (unit == '\t' || !Character.isISOControl(unit)) {
                harmless.append(unit);
            }
            before = unit;
        }
        return harmless.toString();
    }
}
