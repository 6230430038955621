package dev.longshell.ops;

import dev.longshell.text.Secrets;
import dev.longshell.text.Visible;
import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;

/**
 * Formats as another formatter does, and then makes the text safe: strangers choose words of it, and how often it is
 * written.
 *
 * <p>A record's further lines begin with a tab, so that none passes for a record; hidden characters are written as
 * {@code \}{@code uXXXX}; secrets are taken out. Of one cause, one stack a minute is written, and of one logger and
 * level 1,000 records a minute.
 */
final class SafeFormatter extends Formatter {
    private static final int MOST_STACKS = 1;
    private static final int MOST_RECORDS = 1_000;

    private final Formatter formatter;
    private final RepeatedRecords stacks;
    private final RepeatedRecords records;

    /** @param nanoTime monotonic */
    SafeFormatter(Formatter formatter, LongSupplier nanoTime) {
        this.formatter = formatter;
        this.stacks = new RepeatedRecords(MOST_STACKS, nanoTime);
        this.records = new RepeatedRecords(MOST_RECORDS, nanoTime);
    }

    Formatter original() {
        return formatter;
    }

    @Override
    public String format(LogRecord record) {
        if (!records.hasRoom(record.getLoggerName() + " " + record.getLevel())) {
            return "";
        }
        long leftOut = records.leftOut();
        String text = safe(formatter.format(withBoundedStack(record)));
        return leftOut == 0 ? text : "\t(" + leftOut
                + " records were left out in the minutes before: too many of a kind)\n" + text;
    }

    private LogRecord withBoundedStack(LogRecord record) {
        Throwable thrown = record.getThrown();
        if (thrown == null || stacks.hasRoom(kindOf(thrown))) {
            return record;
        }
        LogRecord without = new LogRecord(record.getLevel(), formatMessage(record) + " (" + thrown.getClass().getName()
                + ", as within the last minute)");
        without.setLoggerName(record.getLoggerName());
        without.setSourceClassName(record.getSourceClassName());
        without.setSourceMethodName(record.getSourceMethodName());
        without.setLongThreadID(record.getLongThreadID());
        without.setSequenceNumber(record.getSequenceNumber());
        without.setInstant(record.getInstant());
        return without;
    }

    /** By class and place of the deepest cause: its words are anybody's. */
    private static String kindOf(Throwable thrown) {
        Throwable deepest = thrown;
        for (int depth = 0; depth < 20 && deepest.getCause() != null; depth++) {
            deepest = deepest.getCause();
        }
        StackTraceElement[] stack = deepest.getStackTrace();
        return deepest.getClass().getName() + (stack.length == 0 ? "" : " " + stack[0]);
    }

    private static String safe(String text) {
        StringBuilder lines = new StringBuilder(text.length() + 16);
        for (String line : text.split("\r\n|[\r\n]")) {
            String start = lines.length() == 0 || line.startsWith("\t") || line.isEmpty() ? "" : "\t";
            lines.append(start).append(shown(line)).append('\n');
        }
        return lines.toString();
    }

    /** Tabs stay. */
    private static String shown(String line) {
        return Secrets.masked(Arrays.stream(line.split("\t", -1)).map(Visible::escaped)
                .collect(Collectors.joining("\t")));
    }

    @Override
    public String getHead(Handler handler) {
        return formatter.getHead(handler);
    }

    @Override
    public String getTail(Handler handler) {
        return formatter.getTail(handler);
    }
}
