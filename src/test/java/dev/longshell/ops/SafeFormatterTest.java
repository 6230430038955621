package dev.longshell.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class SafeFormatterTest {
    private long now;
    private final SafeFormatter formatter = new SafeFormatter(new Formatter() {
        @Override
        public String format(LogRecord record) {
            String stack = record.getThrown() == null ? "" : record.getThrown() + "\n\tat " + record.getThrown()
                    .getStackTrace()[0] + "\n";
            return "2026-01-01 " + record.getLevel() + " " + formatMessage(record) + "\n" + stack;
        }
    }, () -> now);

    @Test
    void letsNoLineOfAStrangersPassForARecord() {
        assertEquals("2026-01-01 WARNING a\n\t2026-01-01 SEVERE forged\n\tb\\u001b[2J\\u202ec\td\n",
                said("a\r\n2026-01-01 SEVERE forged\nb\u001b[2J\u202ec\td", null));
        assertEquals("2026-01-01 WARNING a\\u2028b\n", said("a\u2028b", null));
    }

    @Test
    void writesNoSecret() {
        assertEquals("2026-01-01 WARNING GET /x/(secret)\n", said("GET /x/lst_" + "A".repeat(43), null));
    }

    @Test
    void writesOneStackAMinuteOfOneCause() {
        assertTrue(said("first", failure("x")).contains("\n\tat "));
        String second = said("second", failure("y"));
        assertTrue(second.contains("second (java.lang.IllegalStateException, as within the last minute)"), second);
        assertFalse(second.contains("\tat "), second);
        assertTrue(said("another cause", new IllegalArgumentException("z")).contains("\n\tat "));
        now += TimeUnit.MINUTES.toNanos(1);
        assertTrue(said("later", failure("x")).contains("\n\tat "));
    }

    @Test
    void writesAThousandRecordsAMinuteOfOneLoggerAndTellsHowManyMoreThereWere() {
        for (int each = 0; each < 1_000; each++) {
            assertFalse(said("x", null).isEmpty());
        }
        assertEquals("", said("x", null));
        assertEquals("", said("x", null));
        now += TimeUnit.MINUTES.toNanos(1);
        assertTrue(said("next", null).startsWith("\t(2 records were left out"));
        assertEquals("2026-01-01 WARNING x\n", said("x", null));
    }

    private static IllegalStateException failure(String words) {
        return new IllegalStateException(words);
    }

    private String said(String message, Throwable thrown) {
        LogRecord record = new LogRecord(Level.WARNING, message);
        record.setLoggerName("a.logger");
        record.setThrown(thrown);
        return formatter.format(record);
    }
}
