package dev.longshell.keeper;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.screen.Screen;
import dev.longshell.screen.StyledText;
import dev.longshell.wire.HistoryWish;
import dev.longshell.wire.Json;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.ScreenReport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A screen as a {@link ScreenReport}; knows nothing of frames. */
final class ScreenReports {
    /** UTF-16 units of history: with the screen they fill no frame in most scripts. */
    private static final int HISTORY_LIMIT = 400 << 10;
    /** Bytes of an answer's JSON. */
    private static final int LARGEST_BYTES = Protocol.MAX_FRAME_BYTES - 1 - Integer.BYTES;
    private static final ScreenReport.Style[] STYLES = ScreenReport.Style.values();
    private static final int[] FLAGS = {StyledText.BOLD, StyledText.DIM, StyledText.ITALIC, StyledText.UNDERLINE, StyledText.BLINK, StyledText.INVERSE,
        StyledText.INVISIBLE, StyledText.STRIKE, StyledText.OVERLINE};

    private ScreenReports() {
    }

    /**
     * The JSON of a report that fits into a frame: with fewer lines of its history when need be, and without styles when even the screen is too large.
     *
     * @throws FaultException INTERNAL when nothing helps
     */
    static String fitting(ScreenReport whole) {
        ScreenReport report = whole;
        String json = Json.write(report);
        while (isTooLarge(json) && !report.history().isEmpty()) {
            report = newest(report, report.history().size() / 2);
            json = Json.write(report);
        }
        json = isTooLarge(json) ? Json.write(unstyled(report)) : json;
        if (isTooLarge(json)) {
            throw new FaultException(Fault.INTERNAL, "A screen of " + report.cols() + " x " + report.rows() + " cells does not fit into an answer.");
        }
        return json;
    }

    private static ScreenReport newest(ScreenReport report, int lines) {
        int dropped = report.history().size() - lines;
        return new ScreenReport(report.cols(), report.rows(), report.cursor(), report.title(), report.cwd(), report.alternate(), report.modes(), report.lines(),
                report.history().subList(dropped, report.history().size()), report.historyFrom() + dropped, report.historyOldest());
    }

    private static boolean isTooLarge(String json) {
        return json.length() > LARGEST_BYTES || json.length() > LARGEST_BYTES / 3 && json.getBytes(StandardCharsets.UTF_8).length > LARGEST_BYTES;
    }

    private static ScreenReport unstyled(ScreenReport report) {
        return new ScreenReport(report.cols(), report.rows(), report.cursor(), report.title(), report.cwd(), report.alternate(), report.modes(),
                report.lines().stream().map(line -> new ScreenReport.Line(line.text(), line.wrapped(), null)).toList(), report.history(), report.historyFrom(),
                report.historyOldest());
    }

    static ScreenReport of(Screen screen, HistoryWish wish) {
        List<ScreenReport.Line> history = history(screen, wish);
        long oldest = screen.oldestHistoryLine();
        ScreenReport.Cursor cursor = new ScreenReport.Cursor(screen.cursorRow(), screen.cursorColumn(), screen.isCursorVisible());
        ScreenReport.Modes modes = new ScreenReport.Modes(screen.isBracketedPaste(), screen.isApplicationCursorKeys(), screen.isFocusReporting(),
                screen.isSynchronizedOutput(), screen.mouseMode());
        return new ScreenReport(screen.columns(), screen.rows(), cursor, named(screen.title(), ScreenEvents.TITLE_LIMIT),
                named(screen.workingDirectory(), ScreenEvents.PATH_LIMIT), screen.isAlternateBuffer(), modes, lines(screen), history, oldest + end(screen, wish) - history.size(), oldest);
    }

    private static String named(String text, int limit) {
        String plain = PlainText.of(text, limit);
        return plain.isEmpty() ? null : plain;
    }

    private static List<ScreenReport.Line> lines(Screen screen) {
        List<ScreenReport.Line> lines = new ArrayList<>(screen.rows());
        for (int row = 0; row < screen.rows(); row++) {
            lines.add(new ScreenReport.Line(screen.text(row), screen.isWrapped(row), runs(screen.styledText(row))));
        }
        return lines;
    }

    private static List<ScreenReport.Run> runs(List<StyledText> texts) {
        return texts.stream().map(ScreenReports::run).toList();
    }

    private static ScreenReport.Run run(StyledText text) {
        return new ScreenReport.Run(text.text(), colour(text.foreground()), colour(text.background()), styles(text.flags()));
    }

    private static Integer colour(int colour) {
        return colour < 0 ? null : colour;
    }

    private static List<ScreenReport.Style> styles(int flags) {
        if (flags == 0) {
            return null;
        }
        List<ScreenReport.Style> styles = new ArrayList<>();
        for (int i = 0; i < FLAGS.length; i++) {
            if ((flags & FLAGS[i]) != 0) {
                styles.add(STYLES[i]);
            }
        }
        return styles;
    }

    /** How many of the lines of history lie before those that are not wanted. */
    private static int end(Screen screen, HistoryWish wish) {
        return wish.before() == null ? screen.historySize() : (int) Math.max(0, Math.min(screen.historySize(), wish.before() - screen.oldestHistoryLine()));
    }

    private static List<ScreenReport.Line> history(Screen screen, HistoryWish wish) {
        List<ScreenReport.Line> newestFirst = new ArrayList<>();
        int units = 0;
        for (int line = end(screen, wish) - 1; line >= 0 && newestFirst.size() < wish.lines(); line--) {
            String text = screen.historyText(line);
            units += text.length();
            if (units > HISTORY_LIMIT) {
                break;
            }
            newestFirst.add(new ScreenReport.Line(text, screen.isHistoryWrapped(line), wish.styled() ? runs(screen.historyStyledText(line)) : null));
        }
        Collections.reverse(newestFirst);
        return newestFirst;
    }
}
