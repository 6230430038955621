package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.wire.Protocol;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A program that never stops, one viewer that reads nothing and one that does: memory, pace and Ctrl-C. */
@Timeout(120)
class FloodTest {
    private static final long SECONDS = Long.getLong("flood.seconds", 3);
    private static final long MEBIBYTE = 1 << 20;

    @RegisterExtension
    static final RunningKeeper keeper = new RunningKeeper();

    @Test
    void aViewerThatStoppedReadingCostsNothingAndHoldsNobodyUp() {
        String id = keeper.open("sh", "-c", "trap 'echo stopped; exit' INT; yes");
        TestViewer stalled = keeper.page(id).withoutAcknowledging();
        TestViewer reading = keeper.page(id);
        // the log, the history and the test's own buffers are full from here on
        read(reading, 16 * MEBIBYTE, 0);
        long before = heap();
        long begin = System.nanoTime();
        long from = reading.offset();

        read(reading, 0, TimeUnit.SECONDS.toNanos(SECONDS));

        double seconds = (System.nanoTime() - begin) / 1e9;
        long grown = heap() - before;
        long typedAt = System.nanoTime();
        reading.type("\003");
        reading.until(() -> {
            boolean stopped = reading.text().contains("stopped");
            reading.dropBytes();
            return stopped || reading.closeCode() != 0;
        });
        long stopped = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - typedAt);
        System.out.printf("flood: %.0f MB/s through the other viewer's offsets, %d snapshots, heap %+d KiB, Ctrl-C after %d ms%n",
                (reading.offset() - from) / seconds / 1e6, reading.snapshots(), grown >> 10, stopped);
        assertTrue(grown < 8 * MEBIBYTE, () -> "the heap grew by " + grown);
        assertTrue(stopped < 1000, () -> "Ctrl-C took " + stopped + " ms");
        assertTrue(stalled.offset() <= 2 * Protocol.WINDOW_BYTES || stalled.snapshots() > 0);
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> keeper.link().inspect(id).ended());
    }

    private static void read(TestViewer viewer, long bytes, long nanos) {
        long end = System.nanoTime() + nanos;
        viewer.until(() -> {
            viewer.dropBytes();
            viewer.payloads().clear();
            return viewer.offset() > bytes && System.nanoTime() - end > 0;
        });
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
