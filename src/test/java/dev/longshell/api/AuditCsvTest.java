package dev.longshell.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AuditCsvTest {
    @Test
    void makesAFormulaOfNobodysName() {
        for (String formula : new String[] {"=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\tx", "\rx"}) {
            assertEquals("\"'" + formula + "\"", AuditCsv.field(formula));
        }
    }

    @Test
    void keepsCommasLinesAndQuotesInTheirField() {
        assertEquals("\"a,b \"\"c\"\"\nd\"", AuditCsv.field("a,b \"c\"\nd"));
        assertEquals("\"\"", AuditCsv.field(""));
    }
}
