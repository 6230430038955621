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
    void takesTheOtherFormsOfASignForIt() {
        for (String formula : new String[] {"\uff1dcmd", "\uff0b1", "\uff0d1", "\uff20SUM(A1)", " =1", "\u3000\uff1d1", "\u00a0+1", "\u200b=1", "\u22121", "\ufe66x", "|calc", "\n=1", "\r\n=1"}) {
            assertEquals("\"'" + formula + "\"", AuditCsv.field(formula));
        }
        for (String harmless : new String[] {"a=b", "/x?y=-1", "2026-01-01", " x", "(1)"}) {
            assertEquals("\"" + harmless + "\"", AuditCsv.field(harmless));
        }
        assertEquals("\"\"\"=1\"", AuditCsv.field("\"=1"), "a quote keeps it a text");
    }

    @Test
    void keepsCommasLinesAndQuotesInTheirField() {
        assertEquals("\"a,b \"\"c\"\"\nd\"", AuditCsv.field("a,b \"c\"\nd"));
        assertEquals("\"\"", AuditCsv.field(""));
    }
}
