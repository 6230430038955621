package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.wire.KeeperHome;
import dev.longshell.wire.SessionReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Fault 18: {@code yes} in a hundred sessions that nobody watches. {@code -Dfaults.detached=n}. */
@Tag("faults")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class UnwatchedFloodsTest {
    private static final int SESSIONS = Integer.getInteger("faults.detached", 100);
    private static final int SECONDS = 10;
    private static final int ECHOES = 200;
    private static final long MOST_GROWTH = 8 << 20;
    /** Of the echo alone, or of a slice of the scheduler's where that is nothing; without turns it was 81 ms. */
    private static final double MOST_SLOWER = 10;
    private static final double LEAST_MILLIS = 2;
    @TempDir
    private Path directory;
    private Process keeper;

    @AfterEach
    void end() throws InterruptedException {
        keeper.destroy(); // ends its sessions
        keeper.waitFor();
    }

    @Test
    void costNoMemoryAndNobodysEcho() throws Exception {
        keeper = KeeperJvm.start(directory);
        KeeperHome home = KeeperHome.of(directory);
        TestLink control = TestLink.greeted(home);
        control.open("typed", "sh", "-c", "stty raw -echo; exec cat");
        TestViewer typist = TestViewer.attach(home, "typed", "typist");
        echoMillis(typist);
        double alone = echoMillis(typist);
        for (int number = 0; number < SESSIONS; number++) {
            control.open("yes-" + number, "yes");
        }
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(SECONDS)); // logs, histories and pools are full from here on

        long heap = heap();
        double spent = KeeperJvm.cpuSeconds(keeper);
        long begin = System.nanoTime();
        long output = output(control);
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(SECONDS)); // the time that is looked at
        double seconds = (System.nanoTime() - begin) / 1e9;
        double cores = (KeeperJvm.cpuSeconds(keeper) - spent) / seconds;
        double rate = (output(control) - output) / seconds;
        double beside = echoMillis(typist);
        long grown = heap() - heap;

        System.out.printf("UnwatchedFloodsTest: %d sessions, %.1f MB/s together: %.2f cores of the keeper, heap %+d KiB, echo %.2f ms beside and %.2f alone (median)%n", SESSIONS, rate / 1e6, cores,
                grown >> 10, beside, alone);
        assertTrue(grown < MOST_GROWTH, () -> "the heap grew by " + grown);
        assertTrue(beside < MOST_SLOWER * Math.max(LEAST_MILLIS, alone), () -> beside + " ms, alone " + alone);
        SessionReport one = control.inspect("yes-0");
        assertEquals(OutputLog.CAPACITY_BYTES, one.bufferedBytes(), "of " + one.outputOffset() + " the newest are kept");
        TestViewer late = TestViewer.attach(home, TestLink.driver("yes-0", "late", 0L));
        late.until(() -> late.snapshots() == 1); // whoever comes late is told where what is kept begins, and is shown the screen
        assertTrue(late.event("hello").offset() > 0);
    }

    private static long output(TestLink control) {
        long output = 0;
        for (int number = 0; number < SESSIONS; number++) {
            output += control.inspect("yes-" + number).outputOffset();
        }
        return output;
    }

    /** Median. */
    private static double echoMillis(TestViewer typist) {
        double[] millis = new double[ECHOES];
        for (int echo = 0; echo < ECHOES; echo++) {
            long begin = System.nanoTime();
            long offset = typist.offset();
            typist.type("x").until(() -> typist.offset() > offset);
            millis[echo] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(millis);
        return millis[ECHOES / 2];
    }

    /** Bytes of live objects, after a collection. */
    private long heap() throws IOException, InterruptedException {
        Process histogram = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(keeper.pid()), "GC.class_histogram").start();
        String text = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher total = Pattern.compile("Total\\s+\\d+\\s+(\\d+)").matcher(text);
        assertTrue(total.find(), text);
        return Long.parseLong(total.group(1));
    }
}
