package dev.longshell.keeper;

/** What a program names, made fit for a page, a log and a window list; knows nothing of where it goes. */
final class PlainText {
    private PlainText() {
    }

    /** Without control characters, lone surrogates, line and paragraph separators and what turns the direction of writing; at most so many UTF-16 units. */
    static String of(String text, int limit) {
        StringBuilder plain = new StringBuilder(Math.min(text.length(), limit));
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            if (!isShown(point)) {
                continue;
            }
            if (plain.length() + Character.charCount(point) > limit) {
                break;
            }
            plain.appendCodePoint(point);
        }
        return plain.toString();
    }

    private static boolean isShown(int point) {
        switch (Character.getType(point)) {
            case Character.CONTROL:
            case Character.SURROGATE:
            case Character.LINE_SEPARATOR:
            case Character.PARAGRAPH_SEPARATOR:
                return false;
            default:
                return !turnsDirection(point);
        }
    }

    /** Embeddings, overrides and isolates of the Unicode Bidirectional Algorithm (UAX 9), and its marks. */
    private static boolean turnsDirection(int point) {
        return point >= 0x202a && point <= 0x202e || point >= 0x2066 && point <= 0x2069 || point == 0x200e || point == 0x200f || point == 0x061c;
    }
}
