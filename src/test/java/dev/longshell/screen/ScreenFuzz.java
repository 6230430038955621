package dev.longshell.screen;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Looks, by coverage, for bytes and sizes that the model cannot take: no exception, and a snapshot that another model takes as well.. */
class ScreenFuzz {
    private static final int HISTORY_LINES = 50;
    private static final int MOST_COLUMNS = 120;
    private static final int MOST_ROWS = 60;

    @FuzzTest(maxDuration = "25s")
    void takesAnyBytesAndSizes(FuzzedDataProvider data) {
        Screen screen = new Screen(data.consumeInt(1, MOST_COLUMNS), data.consumeInt(1, MOST_ROWS), HISTORY_LINES, ScreenListener.NONE);
        while (data.remainingBytes() > 0) {
            byte[] bytes = data.consumeBytes(data.consumeInt(1, 200));
            screen.write(bytes, 0, bytes.length);
            if (data.consumeBoolean()) {
                screen.resize(data.consumeInt(1, MOST_COLUMNS), data.consumeInt(1, MOST_ROWS));
            }
        }
        byte[] snapshot = screen.snapshot();
        new Screen(screen.columns(), screen.rows(), HISTORY_LINES, ScreenListener.NONE).write(snapshot, 0, snapshot.length);
    }
}
