package dev.longshell.audit;

import dev.longshell.text.Secrets;
import dev.longshell.text.Visible;

/** Makes a text of a stranger's one line that a log, a table and a terminal show as it is; knows nothing of HTML or CSV. */
final class Plain {
    /** Characters kept. */
    static final int LONGEST = 500;

    private Plain() {
    }

    /** Hidden characters become {@code \}{@code uXXXX} ({@link Visible}); secrets are taken out ({@link Secrets}); what is too long ends with three dots. */
    static String line(String given) {
        if (given == null) {
            return null;
        }
        String text = Secrets.masked(given);
        if (text.codePointCount(0, text.length()) <= LONGEST) {
            return Visible.escaped(text);
        }
        return Visible.escaped(text.substring(0, text.offsetByCodePoints(0, LONGEST))) + "...";
    }
}
