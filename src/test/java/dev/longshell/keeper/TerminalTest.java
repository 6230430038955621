package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.screen.Screen;
import dev.longshell.screen.ScreenListener;
import dev.longshell.wire.Call;
import dev.longshell.wire.Frame;
import dev.longshell.wire.HistoryWish;
import dev.longshell.wire.Json;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.ScreenReport;
import dev.longshell.wire.Tag;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The keeper as the terminal of real programs: what it answers, and what a page gets that comes in the middle. */
@Timeout(60)
class TerminalTest {
    private static final int HISTORY = 1000;
    private static final String DEVICE_ATTRIBUTES = "^[[?1;2c";

    @RegisterExtension
    static final RunningKeeper keeper = new RunningKeeper();

    @Test
    void answersAQueryThoughNobodyWatches() {
        String id = keeper.open("sh", "-c", "stty raw -echo; printf '\\033[c'; exec cat -v");

        awaitLine(id, 0, DEVICE_ATTRIBUTES);

        TestViewer viewer = keeper.viewer(id).type("x").untilText("x");
        assertEquals("\033[c" + DEVICE_ATTRIBUTES + "x", viewer.text());
    }

    @Test
    void answersAQueryOnceThoughTwoWatch() {
        String id = keeper.open("sh", "-c", "stty raw -echo; echo ready; head -c 1 > /dev/null; printf '\\033[c'; exec cat -v");
        TestViewer first = keeper.viewer(id).untilText("ready");
        TestViewer second = keeper.viewer(id).untilText("ready");

        first.type("g").untilText(DEVICE_ATTRIBUTES).type("x").untilText("x");

        second.untilText("x");
        for (TestViewer viewer : List.of(first, second)) {
            assertEquals("ready\n\033[c" + DEVICE_ATTRIBUTES + "x", viewer.text());
        }
    }

    @Test
    void answersNothingAgainToWhoComesLater() {
        String id = keeper.open("sh", "-c", "stty raw -echo; printf '\\033[c\\033[6n'; exec cat -v");
        awaitLine(id, 0, DEVICE_ATTRIBUTES + "^[[1;1R");

        TestViewer page = keeper.page(id);
        page.until(() -> page.snapshots() == 1);
        keeper.viewer(id).type("x").untilText("x");

        page.untilText("x");
        assertEquals(DEVICE_ATTRIBUTES + "^[[1;1Rx", page.screen(HISTORY).text(0));
    }

    @Test
    void aProgramThatAsksAndNeverReadsLeavesRoomForKeys() {
        String id = keeper.open("sh", "-c", "stty raw -echo; i=0; while [ $i -lt 20000 ]; do printf '\\033[c'; i=$((i+1)); done; echo asked; exec sleep 1000");
        TestViewer viewer = keeper.viewer(id).untilText("asked");

        viewer.type("k".repeat(128 << 10));
        viewer.link().send(Frame.number(Tag.PING, 1));

        viewer.until(() -> viewer.pongs() == 1);
        keeper.link().call(Call.input(id, new byte[64 << 10]));
    }

    @Test
    void bringsBackVimAndThenTheShellAsItWas(@TempDir Path directory) throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/usr/bin/vim")), "vim is not installed");
        Path file = Files.writeString(directory.resolve("text"), IntStream.range(0, 100).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining()));
        String id = keeper.open("sh", "-c", "seq 1 50; vim -u NONE -N -i NONE -c 'set mouse=a ttymouse=sgr' " + file + "; echo left; read end");
        TestViewer before = keeper.viewer(id).untilText("line 22").type("3jixyz\033");
        Awaitility.await().until(() -> screen(id).lines().get(3).text().equals("xyzline 3"));
        before.close();

        TestViewer page = keeper.page(id);
        page.until(() -> page.snapshots() == 1);

        Screen back = page.screen(HISTORY);
        assertTrue(back.isAlternateBuffer());
        assertTrue(back.mouseMode() > 0);
        assertEquals("xyzline 3", back.text(3));
        assertEquals(3, back.cursorRow());
        page.type(":q!\r");
        page.until(() -> !page.screen(HISTORY).isAlternateBuffer() && IntStream.range(0, 24).anyMatch(row -> page.screen(HISTORY).text(row).equals("left")));
        assertEquals("50", page.screen(HISTORY).text(page.screen(HISTORY).cursorRow() - 2));
        assertEquals(0, page.screen(HISTORY).mouseMode());
        assertSameAsKeepers(id, page);
    }

    @Test
    void aLeapEndsAtTheScreenOfAllBytes() {
        String id = keeper.open("sh", "-c", "stty -echo; echo ready; read go; seq 1 400000; printf '\\033[1;31mred'; read end");
        TestViewer viewer = keeper.viewer(id).untilText("ready\r\n").withoutAcknowledging().type("\n");
        awaitLine(id, 23, "red");

        viewer.acknowledge();

        viewer.until(() -> viewer.snapshots() == 1);
        String all = "ready\r\n" + IntStream.rangeClosed(1, 400_000).mapToObj(i -> i + "\r\n").collect(Collectors.joining()) + "\033[1;31mred";
        Screen expected = new Screen(80, 24, HISTORY, ScreenListener.NONE);
        byte[] bytes = all.getBytes(StandardCharsets.US_ASCII);
        expected.write(bytes, 0, bytes.length);
        assertEquals(bytes.length, viewer.offset());
        assertArrayEquals(expected.snapshot(), viewer.screen(HISTORY).snapshot());
    }

    @Test
    void leapsOnceForEachAcknowledgement() {
        String id = keeper.open("yes");
        TestViewer viewer = keeper.viewer(id).withoutAcknowledging();
        viewer.until(() -> viewer.offset() >= Protocol.WINDOW_BYTES);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> keeper.link().inspect(id).outputOffset() > 8 * OutputLog.CAPACITY_BYTES);
        int snapshots = viewer.snapshots();
        viewer.acknowledge();
        viewer.until(() -> viewer.snapshots() > snapshots);

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> keeper.link().inspect(id).outputOffset() > 16 * OutputLog.CAPACITY_BYTES);
        viewer.link().send(Frame.number(Tag.PING, 1));
        viewer.until(() -> viewer.pongs() == 1);

        assertTrue(viewer.snapshots() <= snapshots + 2, () -> viewer.snapshots() + " snapshots for one acknowledgement");
        keeper.link().call(Call.of(Call.Verb.KILL, id));
    }

    @Test
    void comesInTheMiddleOfACharacterAndOfASequence() {
        String id = keeper.open("sh", "-c", "stty -echo; printf 'a\\303'; read go; printf '\\251b\\033[3'; read go; printf '1mred'; read end");
        awaitEnd(id, 2);
        TestViewer first = keeper.page(id);
        first.until(() -> first.snapshots() == 1);
        keeper.viewer(id).type("\n");
        awaitEnd(id, 7);
        TestViewer second = keeper.page(id);
        second.until(() -> second.snapshots() == 1);

        keeper.viewer(id).type("\n").untilText("red");

        for (TestViewer page : List.of(first, second)) {
            page.until(() -> page.offset() == 12);
            assertEquals("aébred", page.screen(HISTORY).text(0));
            assertEquals(1, page.screen(HISTORY).styledText(0).get(1).foreground());
            assertSameAsKeepers(id, page);
        }
    }

    @Test
    void aNewSizeReachesTheScreen() {
        String id = keeper.open("sh", "-c", "stty -echo; echo abcdefghijklmnopqrstuvwxyz; read end");
        TestViewer viewer = keeper.viewer(id).untilText("z\r\n");

        viewer.link().send(Frame.resize(20, 10));
        viewer.until(() -> viewer.has("size"));

        ScreenReport screen = screen(id);
        assertEquals(20, screen.cols());
        assertEquals(10, screen.rows());
        assertEquals("abcdefghijklmnopqrst", screen.lines().get(0).text());
        assertTrue(screen.lines().get(1).wrapped());
        TestViewer page = keeper.page(id);
        page.until(() -> page.snapshots() == 1);
        assertEquals("uvwxyz", page.screen(HISTORY).text(1));
    }

    @Test
    void showsItsScreenAsData() {
        String id = keeper.open("sh", "-c", "stty -echo; seq 1 30; printf '\\033]2;a title\\007\\033]7;file://localhost/tmp/x\\007\\033[?2004h\\033[1;38;5;9mbold\\033[0m ü'; read end");
        awaitLine(id, 23, "bold ü");

        ScreenReport screen = screen(id);

        assertEquals(80, screen.cols());
        assertEquals(24, screen.lines().size());
        assertEquals(new ScreenReport.Cursor(23, 6, true), screen.cursor());
        assertEquals("a title", screen.title());
        assertEquals("/tmp/x", screen.cwd());
        assertFalse(screen.alternate());
        assertEquals(new ScreenReport.Modes(true, false, false, false, 0), screen.modes());
        assertEquals(new ScreenReport.Run("bold", 9, null, List.of(ScreenReport.Style.bold)), screen.lines().get(23).runs().get(0));
        assertEquals(List.of("3", "4", "5", "6", "7"), screen.history().stream().map(ScreenReport.Line::text).toList());
        assertEquals(List.of(), Json.read(keeper.link().call(Call.screen(id, HistoryWish.NONE)), ScreenReport.class).history());
    }

    @Test
    void readsHistoryOnFromWhereItEnded() {
        String id = keeper.open("sh", "-c", "stty -echo; seq 1 99; printf '\\033[1mbold\\033[0m\\n'; seq 101 130; echo done; read end");
        awaitAnyLine(id, "done");

        ScreenReport newest = history(id, null);
        ScreenReport older = history(id, newest.historyFrom());
        ScreenReport none = history(id, newest.historyOldest());

        assertEquals(List.of("99", "bold", "101", "102", "103", "104", "105", "106", "107", "108"), newest.history().stream().map(ScreenReport.Line::text).toList());
        assertEquals(List.of(new ScreenReport.Run("bold", null, null, List.of(ScreenReport.Style.bold))), newest.history().get(1).runs());
        assertEquals(List.of("89", "90", "91", "92", "93", "94", "95", "96", "97", "98"), older.history().stream().map(ScreenReport.Line::text).toList());
        assertEquals(newest.historyFrom() - 10, older.historyFrom());
        assertEquals(List.of(), none.history());
    }

    @Test
    void linesKeepTheirNumbersWhileOthersComeAndGo() {
        String id = keeper.open("sh", "-c", "stty -echo; seq 1 600; read go; seq 601 1500; echo done; read end");
        awaitAnyLine(id, "600");
        ScreenReport before = history(id, null);

        keeper.viewer(id).type("\n");
        awaitAnyLine(id, "done");

        assertEquals(before.history(), history(id, before.historyFrom() + 10).history());
        assertTrue(history(id, null).historyOldest() > before.historyOldest());
    }

    private static ScreenReport history(String id, Long before) {
        return Json.read(keeper.link().call(Call.screen(id, new HistoryWish(10, before, true))), ScreenReport.class);
    }

    @Test
    void anAnswerWithHistoryFitsIntoAFrame() {
        String id = keeper.open("sh", "-c", "stty -echo; awk 'BEGIN { for (i = 0; i < 1000; i++) { for (j = 0; j < 500; j++) printf \"\\001\\\"<\\342\\202\\254\"; print \"\" } }'; echo done; read end");
        TestViewer viewer = keeper.viewer(id);
        viewer.link().send(Frame.resize(1000, 500));
        awaitAnyLine(id, "done");

        String json = keeper.link().call(Call.screen(id, new HistoryWish(100_000, null, true)));

        assertTrue(json.getBytes(StandardCharsets.UTF_8).length < Protocol.MAX_FRAME_BYTES);
    }

    @Test
    void bracketsAPasteWhenTheProgramAsked() {
        String id = keeper.open("sh", "-c", "stty raw -echo; printf '\\033[?2004hready'; exec cat -v");
        TestViewer viewer = keeper.viewer(id).untilText("ready");

        keeper.link().call(Call.paste(id, "one\r\033[201~tüo\u009b".getBytes(StandardCharsets.UTF_8), new byte[] {'\r'}));

        viewer.untilText("^[[200~one^M[201~tM-CM-<o^[[201~^M");
    }

    @Test
    void pastesAsItIsWhenTheProgramDidNotAsk() {
        String id = keeper.open("sh", "-c", "stty raw -echo; printf 'ready'; exec cat -v");
        TestViewer viewer = keeper.viewer(id).untilText("ready");

        keeper.link().call(Call.paste(id, "one\033c".getBytes(StandardCharsets.UTF_8), "\033".getBytes(StandardCharsets.UTF_8)));

        viewer.untilText("onec^[");
        assertEquals("readyonec^[", viewer.text());
    }

    @Test
    void reportsTitleAndDirectory() {
        String id = keeper.open("sh", "-c", "read go; printf '\\033]0;edited\\007\\033]7;file:///tmp\\007'; read end");
        assertNull(keeper.link().inspect(id).title());

        keeper.viewer(id).type("\n");

        Awaitility.await().until(() -> "edited".equals(keeper.link().inspect(id).title()));
        assertEquals("/tmp", keeper.link().inspect(id).workingDirectory());
    }

    private static void awaitLine(String id, int row, String text) {
        Awaitility.await().until(() -> screen(id).lines().get(row).text().equals(text));
    }

    private static void awaitAnyLine(String id, String text) {
        Awaitility.await().until(() -> screen(id).lines().stream().anyMatch(line -> line.text().equals(text)));
    }

    private static void awaitEnd(String id, long offset) {
        Awaitility.await().until(() -> keeper.link().inspect(id).outputOffset() == offset);
    }

    private static ScreenReport screen(String id) {
        return Json.read(keeper.link().call(Call.screen(id, new HistoryWish(5, null, false))), ScreenReport.class);
    }

    /** What the viewer shows is what one is given that comes now. */
    private static void assertSameAsKeepers(String id, TestViewer viewer) {
        TestViewer fresh = keeper.page(id);
        fresh.until(() -> fresh.snapshots() == 1);
        assertEquals(fresh.offset(), viewer.offset());
        assertArrayEquals(fresh.snapshot(), viewer.screen(HISTORY).snapshot());
    }
}
