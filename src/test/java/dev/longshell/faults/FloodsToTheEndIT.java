package dev.longshell.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.cli.RunningLongshell;
import dev.longshell.journey.Api;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A shell that prints much and ends, over a lossless viewer that reads slower than it prints: all bytes, then the exit status, then the close. {@code -Dfaults.floods=n}. */
@Tag("faults")
class FloodsToTheEndIT {
    private static final int FLOODS = Integer.getInteger("faults.floods", 10);
    private static final int NUMBERS = 2_000_000;
    /** Half of what the channel carries, so that the keeper waits for the viewer all the time. */
    private static final long BYTES_PER_SECOND = 8 << 20;
    private static final String COMMAND = "seq 1 " + NUMBERS + "; exit 7";

    @Test
    void everyByteComesThenTheExitStatusThenTheClose() throws Exception {
        byte[] expected = expected();
        try (RunningLongshell longshell = RunningLongshell.start()) {
            Api api = new Api(longshell.baseUrl()).login(longshell.adminUsername(), longshell.adminPassword());
            String first = api.openShell("home");
            Leaks leaks = Leaks.from(longshell.keeper().orElseThrow());
            long began = System.nanoTime();
            for (int flood = 0; flood < FLOODS; flood++) {
                String session = api.openShell("home");
                ThrottledViewer viewer = ThrottledViewer.readToTheEnd(api, session, COMMAND + "\r", BYTES_PER_SECOND);
                assertTrue(endsWith(viewer.output(), expected), () -> viewer.output().length + " bytes, the last " + viewer.lastWords());
                assertEquals(viewer.output().length, viewer.bytesBeforeExit(), "no byte after the exit status");
                assertTrue(viewer.exit().contains("\"exitCode\":7"), viewer::exit);
                assertEquals(1000, viewer.closeCode());
                assertFalse(viewer.skipped(), "a lossless viewer is never sent ahead");
            }
            System.out.printf("FloodsToTheEndIT: %d floods of %d bytes, all whole, in %d s%n", FLOODS, expected.length, (System.nanoTime() - began) / 1_000_000_000);
            leaks.assertNone();
            api.end(first);
        }
    }

    @Test
    void judgesAMissingByteInTheMiddleAndAtTheEnd() {
        byte[] expected = expected();
        byte[] withoutOne = expected.clone();
        System.arraycopy(expected, 1000, withoutOne, 1001, expected.length - 1001);
        assertTrue(endsWith(expected, expected));
        assertFalse(endsWith(withoutOne, expected));
        assertFalse(endsWith(Arrays.copyOf(expected, expected.length - 1), expected));
    }

    /** What follows the echo of the command and bash's "no more pasting". bash says "exit" before it goes. */
    private static byte[] expected() {
        StringBuilder numbers = new StringBuilder();
        for (int number = 1; number <= NUMBERS; number++) {
            numbers.append(number).append("\r\n");
        }
        return numbers.append("exit\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean endsWith(byte[] bytes, byte[] end) {
        return bytes.length >= end.length && Arrays.mismatch(bytes, bytes.length - end.length, bytes.length, end, 0, end.length) < 0;
    }
}
