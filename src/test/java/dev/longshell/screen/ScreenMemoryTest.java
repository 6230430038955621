package dev.longshell.screen;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an idle session costs the keeper. */
class ScreenMemoryTest {

    private static final int SCREENS = 20;

    @Test
    void fiveHundredLinesOfHistoryCostLessThan200Kibibytes() throws IOException {
        assertLess(200 << 10, 500, "plain");
        assertLess(200 << 10, 500, "coloured");
    }

    @Test
    void tenThousandLinesOfHistoryCostLessThanTwoMebibytes() throws IOException {
        assertLess(2 << 20, 10_000, "plain");
        assertLess(2 << 20, 10_000, "coloured");
    }

    private static void assertLess(long limit, int history, String load) throws IOException {
        byte[] stream = ScreenBenchmark.stream(load);
        List<Screen> screens = new ArrayList<>();
        new Screen(80, 24, history, ScreenListener.NONE).write(stream, 0, stream.length);
        long before = heap();
        for (int i = 0; i < SCREENS; i++) {
            Screen screen = new Screen(80, 24, history, ScreenListener.NONE);
            screen.write(stream, 0, stream.length);
            screen.rest();
            screens.add(screen);
        }
        long each = (heap() - before) / SCREENS;
        System.out.println(load + ", " + history + " lines: " + each / 1024 + " KiB, " + screens.get(0).historySize());
        assertTrue(each < limit, load + ": " + each + " bytes");
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
