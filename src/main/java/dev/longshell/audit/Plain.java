package dev.longshell.audit;

import java.util.regex.Pattern;

/** Makes a text of a stranger's one line that a log, a table and a terminal show as it is; knows nothing of HTML or CSV. */
final class Plain {
    /** Characters kept. */
    static final int LONGEST = 500;
    /** What lets somebody in and has strayed into a path or a name: a JWT (RFC 7519) or a personal token. */
    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++|lst_[A-Za-z0-9_-]{20,}+");

    private Plain() {
    }

    /**
     * Control characters, line and paragraph separators, marks that turn the direction of a line and halves of characters become {@code \}{@code uXXXX}; a token
     * becomes {@code (token)}; what is too long ends with three dots.
     */
    static String line(String given) {
        if (given == null) {
            return null;
        }
        String text = TOKEN.matcher(given).replaceAll("(token)");
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().limit(LONGEST).forEach(point -> {
            if (isShown(point)) {
                line.appendCodePoint(point);
            } else {
                line.append(String.format("\\u%04x", point));
            }
        });
        return text.codePointCount(0, text.length()) > LONGEST ? line + "..." : line.toString();
    }

    private static boolean isShown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE, Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
