package dev.longshell.api;

import dev.longshell.store.AuditRow;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A row of the audit as a line of RFC 4180; knows nothing of files.
 *
 * <p>What a spreadsheet would take for a formula begins with an apostrophe (CWE-1236): names, paths and agents are anybody's.
 */
final class AuditCsv {
    static final String HEAD = "number,at,who,address,action,about,outcome,detail,node,hash\r\n";

    private AuditCsv() {
    }

    static String line(AuditRow row) {
        return Stream.of(row.number(), row.at(), row.who(), row.address(), row.action(), row.about(), row.outcome(), row.detail(), row.node(), HexFormat.of().formatHex(row.hash()))
                .map(value -> value == null ? "" : field(value.toString())).collect(Collectors.joining(",", "", "\r\n"));
    }

    static String field(String text) {
        boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }
}
