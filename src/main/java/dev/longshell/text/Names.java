package dev.longshell.text;

import java.text.Normalizer;
import java.util.Optional;

/**
 * The rule for every name that people choose freely (projects, sessions, tokens, share links): what is shown is what is
 * there, so that no name passes for another one.
 *
 * <p>A name is kept in Normalization Form C (UAX 15) and without blanks at its ends. It has no hidden character ({@link
 * Visible}), none of private use, and at least one letter, digit, sign or mark of punctuation.
 */
public final class Names {
    private Names() {
    }

    /** The same for messages. @param longest UTF-16 units */
    public static String rule(int longest) {
        return "1 to " + longest + " characters, no control, format or other invisible characters";
    }

    /** Whether there is no name, or only blanks. */
    public static boolean isBlank(String text) {
        return text == null || text.codePoints().allMatch(Visible::isBlank);
    }

    /**
     * The name as it is kept.
     *
     * @param longest UTF-16 units
     * @return empty for a text that may not be a name
     */
    public static Optional<String> checked(String text, int longest) {
        if (isBlank(text) || text.length() > 2 * longest) {
            return Optional.empty();
        }
        String name = Normalizer.normalize(stripped(text), Normalizer.Form.NFC);
        boolean allowed = name.length() <= longest && Visible.isWhole(name)
                && name.codePoints().noneMatch(Names::isPrivate) && name.codePoints().anyMatch(Names::hasShape);
        return allowed ? Optional.of(name) : Optional.empty();
    }

    private static String stripped(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && Visible.isBlank(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (start < end && Visible.isBlank(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    private static boolean isPrivate(int point) {
        return Character.getType(point) == Character.PRIVATE_USE;
    }

    /** Marks alone are not seen, or sit on what stands before the name. */
    private static boolean hasShape(int point) {
        int type = Character.getType(point);
        boolean mark = type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK;
        return !mark && !Visible.isBlank(point);
    }
}
