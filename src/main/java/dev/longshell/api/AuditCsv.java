package dev.longshell.api;

import dev.longshell.store.AuditRow;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A row of the audit as a line of RFC 4180; knows nothing of files.
 *
 * <p>What a spreadsheet would take for a formula begins with an apostrophe (CWE-1236): names, paths and agents are anybody's.
 */
final class AuditCsv {
    /**
     * What begins a formula: a sign behind any blanks, also in its full-width, small, raised or lowered form (Unicode
     * compatibility decompositions of {@code = + -}, and U+2212), and a tab or a line's end, at which some
     * spreadsheets split a field.
     */
    private static final Pattern FORMULA = Pattern.compile("[\\s\\p{Z}\\p{C}]*[=+\\-@|\uff1d\uff0b\uff0d\uff20\uff5c"
            + "\u2212\ufe62\ufe63\ufe66\ufe6b\u207a\u207b\u207c\u208a\u208b\u208c]|[\\t\\r\\n]");
    static final String HEAD = "number,at,who,address,action,about,outcome,detail,node,hash\r\n";

    private AuditCsv() {
    }

    static String line(AuditRow row) {
        return Stream.of(row.number(), row.at(), row.who(), row.address(), row.action(), row.about(), row.outcome(), row.detail(), row.node(), HexFormat.of().formatHex(row.hash()))
                .map(value -> value == null ? "" : field(value.toString())).collect(Collectors.joining(",", "", "\r\n"));
    }

    static String field(String text) {
        boolean formula = FORMULA.matcher(text).lookingAt();
        return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }
}
