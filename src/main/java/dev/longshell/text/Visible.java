package dev.longshell.text;

import java.util.function.IntFunction;

/**
 * Shows the characters of a text that a reader would not see, or that change how the rest of the line is read.
 *
 * <p>Hidden are the general categories Cc, Cf, Cs, Cn, Zl and Zp (Unicode Standard, section 4.5) and letters that are
 * defined to be blank. The joiners U+200C and U+200D are allowed between two visible characters, for Indic and Arabic
 * scripts and emoji need them (UAX 31, section 2.3). Which characters are unassigned (Cn) depends on the Unicode
 * version of the JDK.
 */
public final class Visible {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;
    private static final String REPLACEMENT = "\ufffd";
    private static final int NONE = -1;

    private Visible() {
    }

    /** The text with every hidden character written as {@code \}{@code uXXXX}. */
    public static String escaped(String text) {
        return withHidden(text, point -> String.format("\\u%04x", point));
    }

    /** The text with every hidden character replaced by U+FFFD. */
    public static String replaced(String text) {
        return withHidden(text, point -> REPLACEMENT);
    }

    /** Whether the text has no hidden character. */
    static boolean isWhole(String text) {
        return escaped(text).equals(text);
    }

    private static String withHidden(String text, IntFunction<String> shown) {
        StringBuilder whole = new StringBuilder(text.length());
        int before = NONE;
        for (int index = 0; index < text.length(); ) {
            int point = text.codePointAt(index);
            index += Character.charCount(point);
            int after = index < text.length() ? text.codePointAt(index) : NONE;
            if (isHidden(point) && !joins(before, point, after)) {
                whole.append(shown.apply(point));
            } else {
                whole.appendCodePoint(point);
            }
            before = point;
        }
        return whole.toString();
    }

    private static boolean joins(int before, int point, int after) {
        return (point == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_NON_JOINER) && isJoined(before) && isJoined(after);
    }

    private static boolean isJoined(int neighbour) {
        return neighbour > 0x7f && !isHidden(neighbour) && !isBlank(neighbour);
    }

    /** Whether the character is not shown at all, or changes how its neighbours are shown. */
    static boolean isHidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> isFiller(point);
        };
    }

    /**
     * Letters and marks that are defined to be blank (Default_Ignorable_Code_Point in Unicode's
     * DerivedCoreProperties.txt), except variation selectors.
     */
    private static boolean isFiller(int point) {
        return point == 0x034f || point == 0x115f || point == 0x1160 || point == 0x3164 || point == 0xffa0
                || point == 0x17b4 || point == 0x17b5;
    }

    /** Whether the character is an empty place: spaces of all widths, and the Braille pattern without dots. */
    static boolean isBlank(int point) {
        return Character.isWhitespace(point) || Character.isSpaceChar(point) || point == 0x2800;
    }
}
