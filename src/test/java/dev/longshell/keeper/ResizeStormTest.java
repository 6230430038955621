package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.screen.Screen;
import dev.longshell.screen.ScreenListener;
import dev.longshell.wire.Frame;
import dev.longshell.wire.SessionReport;
import dev.longshell.wire.Tag;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Fault 29: 32 viewers who all want to drive, ten thousand sizes as fast as they go, and a program that floods meanwhile. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ResizeStormTest {
    private static final int VIEWERS = 32;
    private static final int SIZES = 10_000;
    private static final int MOST_A_SECOND = 25;
    private static final int COLUMNS = 100;
    private static final int ROWS = 30;
    /** Of each other, so that the next is always another. */
    private static final int[][] STORM = {{0, 0}, {0xffff, 0xffff}, {132, 43}, {0xffff, 0}, {0, 0xffff}, {80, 24}, {1, 500}};
    /** What counts the SIGWINCHs is no shell that reads: its trap interrupts the wait for the flood. At a word the flood ends, and a screen is painted that all can be compared with. */
    private static final String PROGRAM = "(trap 'echo W >>winches' WINCH; yes flood & echo $! >flood; while kill -0 $! 2>/dev/null; do wait $!; done) & read -r go; kill $(cat flood); wait; "
            + "printf '\\033c'; i=0; while [ $i -lt 40 ]; do echo \"line $i of the end\"; i=$((i + 1)); done; stty size; read -r end";
    @RegisterExtension
    static final RunningKeeper keeper = new RunningKeeper();
    @TempDir
    Path directory;

    @Test
    void reachesTheProgramAtMost25TimesASecondWithTheLastSizeInForceAndItsScreenWhole() throws Exception {
        String id = keeper.open("sh", "-c", "stty -echo; cd " + directory + "; " + PROGRAM);
        List<TestViewer> viewers = new ArrayList<>();
        for (int number = 0; number < VIEWERS; number++) {
            viewers.add(keeper.page(id));
        }
        viewers.get(0).untilText("flood\r\nflood");

        long begin = System.nanoTime();
        for (int number = 0; number < SIZES; number++) {
            TestLink link = viewers.get(number % VIEWERS).link();
            int[] size = STORM[number % STORM.length];
            link.send(take());
            link.send(Frame.resize(size[0], size[1]));
        }
        viewers.forEach(viewer -> viewer.link().send(Frame.number(Tag.PING, 1)));
        viewers.forEach(viewer -> viewer.until(() -> viewer.pongs() == 1)); // each line is read to its end
        TestViewer last = viewers.get(VIEWERS - 1);
        TestLink control = keeper.link();
        last.link().send(take());
        for (int[] size : STORM) {
            last.link().send(Frame.resize(size[0], size[1]));
        }
        last.link().send(Frame.resize(COLUMNS, ROWS));
        Awaitility.await().until(() -> isOf(COLUMNS, ROWS, control.inspect(id)));
        double seconds = (System.nanoTime() - begin) / 1e9;
        last.type("\n");
        TestViewer late = keeper.page(id).untilText(ROWS + " " + COLUMNS + "\r\n");

        int winches = Files.readAllLines(directory.resolve("winches")).size();
        System.out.printf("ResizeStormTest: %d sizes of %d viewers in %.2f s: %d SIGWINCH%n", SIZES, VIEWERS, seconds, winches);
        assertTrue(winches > 1, "none came");
        assertTrue(winches <= MOST_A_SECOND * seconds + 2, () -> winches + " SIGWINCH in " + seconds + " s");
        assertArrayEquals(expected().snapshot(0), late.screen(1000).snapshot(0));
    }

    private static ByteBuffer take() {
        return ByteBuffer.wrap(new byte[] {Tag.TAKE});
    }

    private static boolean isOf(int columns, int rows, SessionReport report) {
        return report.columns() == columns && report.rows() == rows;
    }

    /** A terminal of that size that was given the end alone. */
    private static Screen expected() {
        StringBuilder end = new StringBuilder("\033c");
        for (int line = 0; line < 40; line++) {
            end.append("line ").append(line).append(" of the end\r\n");
        }
        byte[] bytes = end.append(ROWS).append(' ').append(COLUMNS).append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        Screen screen = new Screen(COLUMNS, ROWS, 1000, ScreenListener.NONE);
        screen.write(bytes, 0, bytes.length);
        return screen;
    }
}
