package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.screen.Screen;
import dev.longshell.screen.ScreenListener;
import dev.longshell.wire.Attach;
import dev.longshell.wire.Call;
import dev.longshell.wire.Frame;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.Tag;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Offsets, windows and leaps: what a viewer gets, whatever becomes of its line. {@link TestViewer} itself fails at a gap or a repeat. */
@Timeout(60)
class FlowTest {
    @RegisterExtension
    static final RunningKeeper keeper = new RunningKeeper();

    @Test
    void resumesFromTheOffsetWithoutGapOrRepeat() {
        String id = keeper.open("sh", "-c", "i=0; while [ $i -lt 3000 ]; do echo line $i; i=$((i+1)); done; read end");
        StringBuilder all = new StringBuilder();
        TestViewer first = keeper.viewer(id).untilText("line 100\r\n");
        all.append(first.text());
        first.close();

        String expected = IntStream.range(0, 3000).mapToObj(i -> "line " + i + "\r\n").collect(Collectors.joining());

        TestViewer second = keeper.viewer(TestLink.driver(id, "again", first.offset()));

        second.until(() -> second.offset() == expected.length());
        all.append(second.text());
        assertEquals(expected, all.toString());
        assertEquals(0, second.snapshots());
    }

    @Test
    void startsWithASnapshotOfTheScreen() {
        String id = keeper.open("sh", "-c", "echo first; read end");
        keeper.viewer(id).untilText("first\r\n");

        TestViewer late = keeper.page(id);

        late.until(() -> late.snapshots() == 1);
        assertEquals(0, late.event("hello").offset());
        assertEquals(7, late.event("hello").end());
        assertEquals(7, late.offset());
        assertEquals("first", late.screen(1000).text(0));
        assertEquals(1, late.screen(1000).cursorRow());
    }

    /** 300,000 cells of as many colours: twelve megabytes of SGR, more than a connection lets wait. */
    @Test
    void bringsBackAScreenThatNoFrameHolds() {
        int columns = 1000;
        int rows = 300;
        int cells = columns * rows - 1;
        String id = keeper.open("sh", "-c", "stty -echo; echo ready; read go; awk 'BEGIN { for (i = 0; i < " + cells
                + "; i++) printf \"\\033[38;2;%d;%d;%d;48;2;%d;%d;%dmx\", i % 256, i % 255, i % 254, i % 253, i % 252, i % 251 }'; read end");
        TestViewer viewer = keeper.viewer(id).untilText("ready\r\n");
        viewer.link().send(Frame.resize(columns, rows));
        viewer.until(() -> viewer.has("size") && viewer.event("size").cols() == columns);
        Screen expected = new Screen(columns, rows, 1000, ScreenListener.NONE);
        StringBuilder written = new StringBuilder("ready\r\n");
        for (int i = 0; i < cells; i++) {
            written.append(String.format("\033[38;2;%d;%d;%d;48;2;%d;%d;%dmx", i % 256, i % 255, i % 254, i % 253, i % 252, i % 251));
        }
        byte[] bytes = written.toString().getBytes(StandardCharsets.US_ASCII);
        expected.write(bytes, 0, bytes.length);

        viewer.type("\n");

        Awaitility.await().until(() -> keeper.link().inspect(id).outputOffset() == bytes.length);
        TestViewer late = keeper.page(id);
        late.until(() -> late.snapshots() == 1);
        assertTrue(late.snapshot().length > 8 * Protocol.MAX_FRAME_BYTES, () -> late.snapshot().length + " bytes");
        assertArrayEquals(expected.snapshot(0), late.screen(1000).snapshot(0));
        assertEquals(bytes.length, late.offset());
    }

    @Test
    void snapshotsForAnOffsetThatNeverWas() {
        String id = keeper.open("sh", "-c", "echo first; read end");

        TestViewer viewer = keeper.viewer(TestLink.driver(id, "future", 1_000_000L)).untilText("first");

        assertEquals(1, viewer.snapshots());
    }

    @Test
    void dropsTheDuplicateAndTrimsTheOverlapOfInput() {
        String id = keeper.open("sh", "-c", "stty -echo; echo ready; exec cat");
        TestViewer viewer = keeper.viewer(id).untilText("ready\r\n");
        viewer.type("abc\n").until(() -> viewer.inputAcknowledged() == 4);

        viewer.link().send(Frame.input(0, "abc\n".getBytes(StandardCharsets.UTF_8)));
        viewer.link().send(Frame.input(2, "c\ndef\n".getBytes(StandardCharsets.UTF_8)));

        viewer.untilText("def").until(() -> viewer.inputAcknowledged() == 8);
        assertEquals("ready\r\nabc\r\ndef\r\n", viewer.text());
    }

    @Test
    void acknowledgesAgainWhatWasSentAgain() {
        String id = keeper.open("cat");
        TestViewer viewer = keeper.viewer(id).type("abc\n");
        viewer.link().next(Tag.INPUT_ACK);

        viewer.link().send(Frame.input(0, "abc\n".getBytes(StandardCharsets.UTF_8)));

        assertEquals(4, viewer.link().next(Tag.INPUT_ACK).getLong());
    }

    @Test
    void remembersInputOverReconnections() {
        String id = keeper.open("sh", "-c", "stty -echo; echo ready; exec cat");
        TestViewer before = keeper.viewer(TestLink.driver(id, "page", 0L)).untilText("ready\r\n");
        before.type("abc\n").untilText("abc\r\n").close();

        TestViewer after = keeper.viewer(TestLink.driver(id, "page", before.offset()));

        assertEquals(4, after.event("hello").input());
        after.link().send(Frame.input(0, "abc\nxyz\n".getBytes(StandardCharsets.UTF_8)));
        after.untilText("xyz\r\n");
        assertEquals("xyz\r\n", after.text());
    }

    @Test
    void refusesAGapInInput() {
        TestViewer viewer = keeper.viewer(keeper.open("cat"));

        viewer.link().send(Frame.input(5, new byte[] {'x'}));

        assertEquals(4400, viewer.untilClosed().closeCode());
    }

    @Test
    void leapsWhenBehindByMoreThanAWindow() {
        String id = keeper.open("yes");
        TestViewer viewer = keeper.viewer(id).withoutAcknowledging();
        Awaitility.await().until(() -> keeper.link().inspect(id).outputOffset() > 4 * OutputLog.CAPACITY_BYTES);
        viewer.until(() -> viewer.received() >= Protocol.WINDOW_BYTES - 3);
        assertTrue(viewer.received() <= Protocol.WINDOW_BYTES, "more than the window is sent");
        int snapshots = viewer.snapshots();
        Awaitility.await().until(() -> keeper.link().inspect(id).outputOffset() > viewer.offset() + 2 * Protocol.WINDOW_BYTES);

        viewer.acknowledge();

        viewer.until(() -> viewer.snapshots() > snapshots);
        assertTrue(viewer.offset() > 3 * OutputLog.CAPACITY_BYTES);
        keeper.link().call(Call.of(Call.Verb.KILL, id));
    }

    @Test
    void sendsOfAFloodAWindowBetweenTwoLeaps() {
        TestViewer viewer = keeper.viewer(keeper.open("sh", "-c", "read go; seq 1 5000000"));
        long begin = System.nanoTime();

        viewer.type("\n").untilClosed();

        long periods = (System.nanoTime() - begin) / Pace.LEAP_PERIOD_NANOS + 2;
        long most = periods * (Protocol.WINDOW_BYTES + Viewer.FRAME_PAYLOAD_BYTES);
        assertTrue(viewer.received() <= most, () -> viewer.received() + " bytes in " + periods + " periods");
        assertTrue(viewer.snapshots() > 1);
        assertEquals("5000000", viewer.screen(1000).text(22));
    }

    @Test
    void stopsAFloodAtOnce() {
        TestViewer flooded = keeper.viewer(keeper.open("sh", "-c", "trap 'echo stopped; exit' INT; yes"));
        flooded.until(() -> flooded.offset() > Protocol.WINDOW_BYTES);
        long begin = System.nanoTime();

        flooded.type("\u0003").untilClosed();

        assertTrue(System.nanoTime() - begin < 2_000_000_000L);
        assertTrue(flooded.text().contains("stopped"));
    }

    @Test
    void aLosslessViewerGetsEveryByte() throws Exception {
        String id = keeper.open("sh", "-c", "read go; seq 1 500000");
        TestViewer viewer = keeper.viewer(new Attach(id, "recorder", 0L, null, null, Attach.Role.OPERATOR, Attach.Mode.LOSSLESS));

        viewer.type("\n").untilClosed();

        StringBuilder expected = new StringBuilder("\r\n");
        for (int i = 1; i <= 500000; i++) {
            expected.append(i).append("\r\n");
        }
        assertEquals(0, viewer.snapshots());
        assertArrayEquals(hash(expected.toString().getBytes(StandardCharsets.US_ASCII)), hash(viewer.bytes()));
    }

    @Test
    void aLosslessViewerHoldsThePtyBackUntilItLeaves() {
        String id = keeper.open("sh", "-c", "read go; yes");
        TestViewer viewer = keeper.viewer(new Attach(id, "recorder", 0L, null, null, Attach.Role.OPERATOR, Attach.Mode.LOSSLESS)).withoutAcknowledging();
        viewer.type("\n").until(() -> viewer.offset() >= Protocol.WINDOW_BYTES);
        long held = keeper.link().inspect(id).outputOffset();
        assertTrue(held < 2 * Protocol.WINDOW_BYTES, () -> "not held: " + held);
        TestViewer other = keeper.viewer(new Attach(id, "second", 0L, null, null, Attach.Role.OPERATOR, Attach.Mode.LOSSLESS));
        assertEquals(4409, other.closeCode());

        viewer.close();

        Awaitility.await().until(() -> keeper.link().inspect(id).outputOffset() > 4 * OutputLog.CAPACITY_BYTES);
        keeper.link().call(Call.of(Call.Verb.KILL, id));
    }

    @Test
    void aKilledSessionWaitsForNoLosslessViewer() {
        String id = keeper.open("sh", "-c", "read go; yes");
        TestViewer viewer = keeper.viewer(new Attach(id, "recorder", 0L, null, null, Attach.Role.OPERATOR, Attach.Mode.LOSSLESS)).withoutAcknowledging();
        viewer.type("\n").until(() -> viewer.offset() >= Protocol.WINDOW_BYTES);

        keeper.link().call(Call.of(Call.Verb.KILL, id));

        Awaitility.await().until(() -> keeper.link().inspect(id).ended());
    }

    @Test
    void drainsASessionThatNobodyWatches() {
        String id = keeper.open("sh", "-c", "seq 1 300000; echo done; read end");

        Awaitility.await().until(() -> keeper.link().inspect(id).outputOffset() > 2_000_000);

        TestViewer viewer = keeper.page(id).untilText("done");
        assertEquals("300000", viewer.screen(1000).text(21));
        assertEquals(1, viewer.snapshots());
        assertEquals(OutputLog.CAPACITY_BYTES, keeper.link().inspect(id).bufferedBytes());
    }

    @Test
    void aBackgroundViewerGetsEventsAndCatchesUpWhenVisible() {
        String id = keeper.open("sh", "-c", "while read line; do echo got $line; done");
        TestViewer hidden = keeper.viewer(id);
        hidden.link().send(Frame.view(false));
        hidden.link().send(Frame.number(Tag.PING, 1));
        hidden.until(() -> hidden.pongs() == 1);
        TestViewer other = keeper.viewer(id).type("one\n").untilText("got one");
        hidden.until(() -> hidden.has("viewers") && hidden.event("viewers").count() == 2);
        assertEquals("", hidden.text());

        hidden.link().send(Frame.view(true));

        hidden.untilText("got one");
        assertEquals(other.offset(), hidden.offset());
    }

    @Test
    void neverEndsAFrameInsideACharacter() {
        // 3 bytes a character and chunks of 4095: nearly every read ends inside one
        String id = keeper.open("sh", "-c", "read go; i=0; while [ $i -lt 2000 ]; do printf '€uro–€–'; i=$((i+1)); done");
        Utf8Checker checker = new Utf8Checker(keeper.viewer(id).type("\n"));

        checker.viewer.untilClosed();

        checker.check();
        assertTrue(checker.viewer.text().contains("€uro–€–".repeat(2000)));
        assertFalse(checker.viewer.text().contains("\ufffd"));
    }

    /** A pause inside a character: a page whose xterm.js was given the first half of an ellipsis showed the rest of the line one column to the left. */
    @Test
    void noPauseCutsACharacter() {
        String id = keeper.open("sh", "-c", "stty -echo; for byte in 'a\\342' '\\200' '\\246b\\360\\237' '\\230\\200c'; do printf \"$byte\"; read go; done");
        Utf8Checker checker = new Utf8Checker(keeper.viewer(id));

        for (long end : new long[] {2, 3, 7}) {
            Awaitility.await().until(() -> keeper.link().inspect(id).outputOffset() == end);
            checker.viewer.link().send(Frame.number(Tag.PING, end));
            int pongs = checker.viewer.pongs();
            checker.viewer.until(() -> checker.viewer.pongs() > pongs);
            checker.viewer.type("\n");
        }
        checker.viewer.untilText("c");

        checker.check();
        assertEquals("a…b😀c", checker.viewer.text());
    }

    @Test
    void bytesThatAreNoCharacterWaitForTheNextOneOrForTheEnd() {
        String id = keeper.open("sh", "-c", "stty -echo; printf 'a\\342'; read go; printf 'b\\360\\237'; read go");
        TestViewer viewer = keeper.viewer(id);

        viewer.until(() -> viewer.offset() == 1);
        viewer.type("\n").until(() -> viewer.offset() == 3);
        viewer.type("\n").until(() -> viewer.offset() == 5).untilClosed();
    }

    @Test
    void aFloodOfAMillionSingleBytesBecomesFewFrames() {
        String id = keeper.open("sh", "-c", "read go; dd if=/dev/zero bs=1 count=1000000 2>/dev/null | tr '\\0' x | dd bs=1 2>/dev/null; echo; echo end");
        TestViewer viewer = keeper.viewer(id).type("\n");

        viewer.untilText("end");

        assertTrue(viewer.payloads().size() < 100_000, () -> viewer.payloads().size() + " frames for a million bytes");
        System.out.println("FlowTest: " + viewer.payloads().size() + " frames for a million writes");
    }

    @Test
    void holdsInputThatAProgramDoesNotReadAndLosesNone() throws Exception {
        String id = keeper.open("sh", "-c", "stty raw -echo; echo ready; kill -STOP $$; head -c 1000000 | md5sum");
        TestViewer viewer = keeper.viewer(id).untilText("ready");
        byte[] typed = new byte[1_000_000];
        for (int i = 0; i < typed.length; i++) {
            typed[i] = (byte) ('a' + i % 23);
        }
        int pid = (int) keeper.link().inspect(id).pid();
        Awaitility.await().until(() -> Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") T "));
        Thread typist = new Thread(() -> viewer.link().send(Frame.input(0, typed)));
        typist.start();

        keeper.viewer(keeper.open("cat")).type("others go on\n").untilText("others go on");
        Libc.kill(pid, Libc.SIGCONT);

        typist.join();
        viewer.untilText(java.util.HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(typed)));
        viewer.until(() -> viewer.inputAcknowledged() == typed.length);
    }

    /** The acknowledgements stood behind input that had no room, the PTY waited for them, and the program for the PTY before it read on: all stood still. */
    @Test
    void aLosslessViewerThatTypesMuchDoesNotLockItselfOut() {
        String id = keeper.open("sh", "-c", "stty raw -echo; echo ready; exec cat");
        TestViewer viewer = keeper.viewer(new Attach(id, "pipe", 0L, null, null, Attach.Role.OPERATOR, Attach.Mode.LOSSLESS)).untilText("ready\n");
        String typed = "0123456789abcdef".repeat((Protocol.INPUT_LIMIT_BYTES + Protocol.INPUT_LIMIT_BYTES / 2) / 16);
        for (int from = 0; from < typed.length(); from += 8192) {
            viewer.type(typed.substring(from, Math.min(typed.length(), from + 8192)));
        }

        viewer.until(() -> viewer.offset() == typed.length() + "ready\n".length());

        assertEquals("ready\n" + typed, viewer.text());
    }

    @Test
    void tenSessionsEchoAtOnce() throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 10; i++) {
            TestViewer viewer = keeper.viewer(keeper.open("sh", "-c", "stty -echo; echo ready; exec cat"));
            int number = i;
            Thread thread = new Thread(() -> {
                viewer.untilText("ready\r\n");
                for (int round = 0; round < 100; round++) {
                    String line = "session " + number + " round " + round;
                    viewer.type(line + "\n").untilText(line + "\r\n");
                }
            });
            thread.setUncaughtExceptionHandler((same, e) -> failures.add(e));
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), failures);
    }

    private static byte[] hash(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    /** Looks at the end of each frame. */
    private record Utf8Checker(TestViewer viewer) {
        void check() {
            byte[] bytes = viewer.bytes();
            int end = 0;
            for (int length : viewer.payloads()) {
                end += length;
                assertTrue(end == bytes.length || (bytes[end] & 0xC0) != 0x80, "a frame ends inside a character at " + end);
            }
        }
    }
}
