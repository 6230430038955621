package dev.longshell.screen;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is allocated per byte, once history is full: the virtual machine counts what this thread allocates, so no other work disturbs it. */
class ScreenAllocationTest {

    private static final int PASSES = 20;
    /** Bytes in all, of twenty million written; it was 0 when this was written. */
    private static final long MOST_ALLOCATED = 64 << 10;

    @ParameterizedTest
    @ValueSource(strings = {"plain", "dense", "coloured", "regions"})
    void nothingIsAllocatedPerByte(String load) throws IOException {
        byte[] stream = ScreenBenchmark.stream(load);
        long allocated = allocated(stream);
        assertTrue(allocated < MOST_ALLOCATED, () -> load + ": " + allocated + " bytes for " + PASSES + " x " + stream.length);
    }

    private static long allocated(byte[] stream) {
        Screen screen = new Screen(80, 24, 1000, ScreenListener.NONE);
        ScreenBenchmark.write(screen, stream);
        ScreenBenchmark.write(screen, stream);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        for (int pass = 0; pass < PASSES; pass++) {
            ScreenBenchmark.write(screen, stream);
        }
        return threads.getThreadAllocatedBytes(thread) - before;
    }

    /** The negative control: an array a screen's write is seen. */
    @Test
    void anAllocationIsSeen() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        byte[][] kept = new byte[10][];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = new byte[1 << 16];
        }
        assertTrue(threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before >= kept.length << 16);
    }
}
