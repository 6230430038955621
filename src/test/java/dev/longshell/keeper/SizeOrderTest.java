package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.screen.Screen;
import dev.longshell.screen.ScreenListener;
import dev.longshell.wire.Frame;
import dev.longshell.wire.Protocol;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A size has its place in the output: whatever a viewer does, it shows what one terminal shows that was given all bytes
 * and sizes in turn. That terminal is loaded anew where the viewer got a snapshot: that a snapshot shows the same is the
 * law of snapshots, which has its own tests.
 */
@Timeout(120)
class SizeOrderTest {
    private static final int HISTORY = 1000;
    private static final int STEPS = 80;
    private static final String[] PIECES = {"word ", "\r\n", "\r\n\r\n", "\t", "漢字 ", "…", "e\u0301", "😀",
        "a longer line that wraps in a narrow terminal and not in a wide one", "\r\033[K[   5] working on it",
        "\033[1;31m", "\033[0m", "\033[3;7H", "\033[K", "\033[A", "\033[2J", "\033[?1049h", "\033[?1049l",
        "\033[2;9r", "\033[r", "\033[5@"};

    @RegisterExtension
    static final RunningKeeper keeper = new RunningKeeper();

    /** What the session's terminal was given, in turn: bytes or a {@link Size}. */
    private final List<Object> given = new ArrayList<>();
    private final TestLink control = keeper.link();
    private final String id = keeper.open("sh", "-c", "stty raw -echo; printf x; exec cat");
    private final TestViewer driver = keeper.page(id);
    private int columns = 80;
    private int rows = 24;
    private long typed;
    private long written;

    /** Where a snapshot stands. */
    record Place(long offset, int columns, int rows) {
    }

    private record Size(int columns, int rows) {
    }

    /** A status line was parsed at the new width: a pane behind the overview showed it five times until a reload. */
    @Test
    void aHiddenViewerParsesWhatWasWrittenAtTheOldSizeAtTheOldSize() {
        awaitReady();
        SizedPage hidden = new SizedPage(keeper, id, "hidden");
        hidden.view(false);
        for (int second = 1; second <= 5; second++) {
            write("\r\033[K[   " + second + "] " + "x".repeat(60));
        }
        resize(40, 20);
        write("\r\nafter resize\r\n");

        hidden.view(true);

        assertShowsTheSame(hidden);
        assertEquals(0, hidden.leaps());
    }

    @Test
    void aHiddenViewerIsToldASizeAtOnceWhenNothingWasWrittenSince() {
        awaitReady();
        SizedPage hidden = new SizedPage(keeper, id, "hidden");
        hidden.view(false);

        resize(40, 20);

        hidden.readUntil(written, 40, 20);
    }

    @Test
    void whoLacksMoreSizesThanAreKeptGetsASnapshot() {
        awaitReady();
        SizedPage hidden = new SizedPage(keeper, id, "hidden");
        hidden.view(false);
        write("text");
        for (int size = 0; size <= SizeChanges.MOST; size++) {
            resize(30 + size, 20);
        }

        hidden.view(true);

        assertShowsTheSame(hidden);
        assertEquals(1, hidden.leaps());
    }

    @Test
    void whoComesBackWhereTheSizeChangedIsToldSoThere() {
        awaitReady();
        SizedPage page = new SizedPage(keeper, id, "page");
        write("a line that is cut when it is narrow\033[?1049hand one that is cut for good");
        page.readUntil(written, columns, rows);

        resize(20, 10);
        page.comeBack();

        assertShowsTheSame(page);
        write(" and more");
        assertShowsTheSame(page);
        assertEquals(0, page.leaps());
    }

    /** It may have heard of both, of one or of none, and the smaller one cut what the larger one does not bring back. */
    @Test
    void whoComesBackWhereTheSizeChangedTwiceGetsASnapshot() {
        awaitReady();
        SizedPage page = new SizedPage(keeper, id, "page");
        write("a line that is cut when it is narrow\033[?1049hand one that is cut for good");
        page.readUntil(written, columns, rows);

        resize(20, 10);
        resize(60, 15);
        page.comeBack();

        assertShowsTheSame(page);
        assertEquals(1, page.leaps());
    }

    /** A size in the middle of a character: its second half came behind the size. */
    @Test
    void aSizeDoesNotCutACharacter() {
        awaitReady();
        SizedPage page = new SizedPage(keeper, id, "page");
        byte[] ellipsis = "…".getBytes(StandardCharsets.UTF_8);
        write("ab");
        write(ellipsis, 0, 1);
        resize(3, 20);
        SizedPage inside = new SizedPage(keeper, id, "inside");
        resize(40, 20);
        write(ellipsis, 1, 3);

        assertShowsTheSame(page);
        assertShowsTheSame(inside);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 9, 11})
    void allShowWhatOneTerminalShowsThatWasGivenAllInTurn(long seed) {
        awaitReady();
        Random random = new Random(seed);
        List<SizedPage> pages = new ArrayList<>();
        for (String name : List.of("one", "two", "three", "four")) {
            pages.add(new SizedPage(keeper, id, name));
        }
        for (int step = 0; step < STEPS; step++) {
            SizedPage page = pages.get(random.nextInt(pages.size()));
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> write(random, 1 + random.nextInt(12));
                case 3, 4 -> resize(2 + random.nextInt(100), 1 + random.nextInt(40));
                case 5 -> page.view(random.nextBoolean());
                case 6 -> page.read();
                case 7 -> page.comeBack();
                case 8 -> writeMuch(random);
                default -> {
                    page.view(true);
                    assertShowsTheSame(page);
                }
            }
        }
        int leaps = pages.get(0).leaps();
        pages.get(0).view(false);
        pages.get(1).comeBack();
        for (int time = 0; time < 3; time++) {
            writeMuch(random);
            resize(30 + time, 20);
            write(random, 3);
        }
        for (SizedPage page : pages) {
            page.view(true);
            assertShowsTheSame(page);
        }
        assertTrue(pages.get(0).leaps() > leaps, "it lacked more than a window and did not leap");
        assertShowsTheSame(new SizedPage(keeper, id, "fresh"));
    }

    private void awaitReady() {
        driver.until(() -> driver.snapshots() == 1);
        Awaitility.await().until(() -> control.inspect(id).outputOffset() == 1);
        given.add(new byte[] {'x'});
        written = 1;
    }

    private void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
    }

    private void write(byte[] bytes, int from, int to) {
        byte[] piece = Arrays.copyOfRange(bytes, from, to);
        driver.link().send(Frame.input(typed, piece));
        typed += piece.length;
        given.add(piece);
        written += to - from;
        Awaitility.await().pollInterval(Duration.ofMillis(1))
                .until(() -> control.inspect(id).outputOffset() == written);
    }

    /** In two pieces, cut anywhere. */
    private void write(Random random, int pieces) {
        byte[] bytes = text(random, pieces);
        int cut = random.nextInt(bytes.length + 1);
        if (cut > 0) {
            write(bytes, 0, cut);
        }
        if (random.nextBoolean()) {
            resize(2 + random.nextInt(100), 1 + random.nextInt(40));
        }
        if (cut < bytes.length) {
            write(bytes, cut, bytes.length);
        }
    }

    /** Half a window. */
    private void writeMuch(Random random) {
        ByteArrayOutputStream much = new ByteArrayOutputStream();
        while (much.size() < Protocol.WINDOW_BYTES / 2) {
            much.writeBytes(text(random, 20));
        }
        write(much.toByteArray(), 0, much.size());
    }

    private static byte[] text(Random random, int pieces) {
        StringBuilder text = new StringBuilder();
        for (int piece = 0; piece < pieces; piece++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void resize(int newColumns, int newRows) {
        if (newColumns == columns && newRows == rows) {
            return;
        }
        columns = newColumns;
        rows = newRows;
        driver.link().send(Frame.resize(columns, rows));
        given.add(new Size(columns, rows));
        Awaitility.await().pollInterval(Duration.ofMillis(1))
                .until(() -> control.inspect(id).columns() == columns && control.inspect(id).rows() == rows);
    }

    private void assertShowsTheSame(SizedPage page) {
        page.readUntil(written, columns, rows);
        assertArrayEquals(shown(given(page.leaptTo())), shown(page.screen()), page.name());
    }

    /** A terminal that was given all in turn, and was loaded anew at a place, the last of that kind. */
    private Screen given(Place place) {
        Screen screen = new Screen(80, 24, HISTORY, ScreenListener.NONE);
        Screen loaded = null;
        long offset = 0;
        for (Object each : given) {
            byte[] bytes = each instanceof byte[] some ? some : new byte[0];
            int before = (int) Math.max(0, Math.min(bytes.length, place.offset() - offset));
            offset += bytes.length;
            give(screen, loaded, bytes, 0, before);
            if (each instanceof Size size) {
                screen.resize(size.columns(), size.rows());
                if (loaded != null) {
                    loaded.resize(size.columns(), size.rows());
                }
            }
            boolean isThere = offset - bytes.length + before == place.offset();
            if (isThere && screen.columns() == place.columns() && screen.rows() == place.rows()) {
                loaded = copy(screen);
            }
            give(screen, loaded, bytes, before, bytes.length);
        }
        return loaded;
    }

    private static void give(Screen screen, Screen loaded, byte[] bytes, int from, int to) {
        screen.write(bytes, from, to);
        if (loaded != null) {
            loaded.write(bytes, from, to);
        }
    }

    private static Screen copy(Screen screen) {
        Screen copy = new Screen(screen.columns(), screen.rows(), HISTORY, ScreenListener.NONE);
        byte[] snapshot = screen.snapshot();
        copy.write(snapshot, 0, snapshot.length);
        return copy;
    }

    /** A snapshot of its snapshot: the first may tell cells that were erased from cells that were never written to, though nobody sees a difference. */
    private static byte[] shown(Screen screen) {
        return copy(screen).snapshot();
    }
}
