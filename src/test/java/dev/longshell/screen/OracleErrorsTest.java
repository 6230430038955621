package dev.longshell.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Where xterm.js 6.0.0 errs, a test for most rows of the table in docs/screen.md: that it does, and what we do there. When a release of it
 * does better, the test of that row fails.
 */
class OracleErrorsTest {

    private static final Oracle.Verdict EQUAL = new Oracle.Verdict(null, List.of(), List.of());
    private static final String LINK = "\033]8;;http://x/\033\\";
    private static final String NO_LINK = "\033]8;;\033\\";
    private static Oracle oracle;
    /** A process of its own: mending one terminal mends the lines of all. */
    private static Oracle unmended;

    @BeforeAll
    static void startOracles() throws IOException {
        oracle = new Oracle();
        unmended = new Oracle();
    }

    @AfterAll
    static void stopOracles() throws IOException {
        oracle.close();
        unmended.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Oracle.Verdict judge(String before, String after, Oracle.Resized... resizes) {
        return Law.judge(oracle, bytes(before + after), bytes(before).length, Oracle.Size.STANDARD, List.of(resizes));
    }

    /** What a stream leaves, on which xterm.js agrees. */
    private static Screen agreed(String stream) {
        assertEquals(EQUAL, judge(stream, "x"));
        return Law.screen(bytes(stream), bytes(stream).length, Oracle.Size.STANDARD, List.of());
    }

    private static Oracle.Resized resize(String after, int columns, int rows) {
        return new Oracle.Resized(bytes(after).length, columns, rows);
    }

    @Test
    void throwsWhereEverythingUpToTheLastCellIsErasedWithoutHistory() {
        assertNotNull(judge("x", "\033[24;80H\033[1Jy").error());
    }

    @Test
    void unwrapsALineOfHistoryInsteadOfOneOfTheScreen() {
        String wrapped = "x".repeat(81) + "\r\n";
        Screen screen = agreed(wrapped.repeat(30) + "\033[5;80H");
        assertTrue(screen.isHistoryWrapped(5));
        assertFalse(agreed(wrapped.repeat(30) + "\033[5;80H\033[1J").isHistoryWrapped(5));
    }

    @Test
    void countsRowsFromTheTopMarginTwiceInOriginMode() {
        assertEquals(9, agreed("\033[5;10r\033[?6h\033[2;1H\033[B").cursorRow());
    }

    @Test
    void endsAPrivacyMessageAtTheFirstCharacterBeyondAscii() {
        assertFalse(agreed("\033^abc\u00e9def\033\\").text(0).isEmpty());
    }

    @Test
    void keepsTheSavedRowCountedFromTheOldestLine() {
        assertEquals(0, agreed("\033[10;10H\0337\033[24;1H" + "\n".repeat(30) + "\0338").cursorRow());
    }

    @Test
    void leavesTheCursorHiddenInRis() {
        assertFalse(agreed("\033[?25l\033c").isCursorVisible());
    }

    @Test
    void takesNoUnderlineColourForWhite() {
        assertFalse(judge("\033[4mx\033[59mx", "y").error() != null);
        assertEquals(List.of(), judge("\033[4;59m", "x").atSplit());
        Screen screen = agreed("\033[4;59m");
        assertTrue(new String(screen.snapshot(), StandardCharsets.UTF_8).contains("58;2;255;255;255"));
    }

    @Test
    void doesNotCountALinkBehindDecrcAndDoesNotEndItEither() {
        assertEquals(EQUAL, judge("\0337" + LINK + "\0338a", "\033[4mb"));
    }

    @Test
    void losesACharacterThatIsCutBehindAByteOf0x80() {
        byte[] character = bytes("\u6017");
        assertEquals(0x80, character[1] & 0xff);
        assertEquals("\u6017x", unmended.firstRow(false, bytes("\u6017x")));
        byte[][] cut = {{character[0], character[1]}, {character[2], 'x'}};
        assertEquals("x", unmended.firstRow(false, cut));
        assertEquals("\u6017x", oracle.firstRow(true, cut));
    }

    // --- what the page mends (mend.js) ---

    /** As it comes, xterm.js is not brought back there; as the page mends it, it is. */
    private static void assertMended(String before, String after, Oracle.Resized... resizes) {
        byte[] stream = bytes(before + after);
        int split = bytes(before).length;
        assertFalse(Law.judgeUnmended(unmended, stream, split, Oracle.Size.STANDARD, List.of(resizes)).isEqual());
        assertEquals(EQUAL, Law.judge(oracle, stream, split, Oracle.Size.STANDARD, List.of(resizes)));
    }

    @Test
    void givesTheAlternateBufferAHistoryOfTheRowsLostMeanwhile() {
        String before = "a";
        String entered = before + "\033[?47h\033[10;1H" + "line\r\n".repeat(20);
        assertMended(entered, "yz", resize(before, 80, 10), resize(entered + "y", 80, 24));
    }

    @Test
    void keepsCellsThatANarrowerAlternateBufferDoesNotShow() {
        String before = "\033[?47h" + "x".repeat(80);
        assertMended(before + "y", "z", resize(before, 40, 24), resize(before + "yz", 80, 24));
    }

    @Test
    void keepsTabStopsRightOfTheEdge() {
        String before = "\033[3g\033[1;71H\033H\r";
        assertMended(before + "y", "z", resize(before, 40, 24), resize(before + "yz", 80, 24));
    }

    @Test
    void setsATabStopBehindTheLastColumn() {
        String before = "\033[3g" + "x".repeat(80) + "\033H\r";
        assertMended(before, "z", resize(before + "z", 100, 24));
    }

    @Test
    void keepsTheRowOfTheAlternateBuffersSavedCursorBelowTheScreen() {
        String before = "\033[?47h\033[20;5H\0337\033[?47l";
        assertMended(before + "y", "z", resize(before, 80, 10), resize(before + "yz", 80, 24));
    }

    @Test
    void savesTheCursorBehindTheLastColumn() {
        String before = "\033[?47h" + "x".repeat(80) + "\0337\033[?47l\r";
        assertMended(before, "z", resize(before + "z", 100, 24));
    }

    @Test
    void showsClustersElsewhereWhenAWrappedLineGetsNarrower() {
        String marked = "n\u0303\u0302";
        String before = "x".repeat(36) + "\u65e5" + "x".repeat(16) + "\u65e5" + marked + "\u65e5" + "x".repeat(10) + "e\u0301" + "x".repeat(10)
            + "\u65e5e\u0301\u65e5" + marked + "e\u0301\u65e5e\u0301\r\n\r\n";
        assertMended(before, "y", resize(before, 79, 24));
    }

    @Test
    void leavesHalfAWideCharacterInTheLastColumnOfTheCursorsLine() {
        String before = "x".repeat(39) + "\u65e5";
        assertMended(before, "\033[2;1Hz", resize(before, 40, 24));
    }

    @Test
    void joinsAMarkToAnotherCharacterWhenTheCursorWasMoved() {
        String before = "x".repeat(60) + "\u65e5";
        assertMended(before + "\u200d", "z", resize(before, 40, 24));
    }

    // --- what no snapshot can restore ---

    /** A line of history that keeps the link alive and does not show it can only be marked while the link is open, and more is written then. */
    @Test
    void keepsALinkInForceAliveByALineOfHistory() {
        assertEquals(List.of("pen"), aspects(judge(LINK + "\033[24;1H\n", "x\033[2J").atEnd()));
    }

    /** A scrolling region moved the text away from the line that the link counts as printed on. */
    @Test
    void forgetsALinkWithALineThatItWasMovedAwayFrom() {
        assertEquals(List.of("screen"), aspects(judge("\033[5;10r\033[10;1H" + LINK + "link" + NO_LINK + "\n", "\033[10;1H\033[M").atEnd()));
    }

    /** Each line that keeps the link in the alternate buffer is part of a longer one, and no line can be painted last. */
    @Test
    void keepsALinkInForceInBothBuffersWhereAllLinesAreWrapped() {
        String before = "\033[9;1H" + LINK + "a\033[?47h\033[1;1H" + "b".repeat(24 * 80);
        assertEquals(List.of("screen", "pen"), aspects(judge(before, "\033[?47lx\033[H").atEnd()));
    }

    private static List<String> aspects(List<String> differences) {
        return differences.stream().map(difference -> difference.replaceAll(":.*", "")).distinct().toList();
    }
}
