package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Fault 24: a keeper killed while it writes a checkpoint leaves a whole one, that one or the one before. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class KilledWriterTest {
    private static final String SESSION = "session_1";
    private static final int KILLS = 6;
    private static final int SNAPSHOT_BYTES = 4 << 20;
    private static final int MOST_MILLIS = 200;
    @TempDir
    private Path directory;

    /** In a JVM of its own: writes one checkpoint after another, and says so once there is one of its own. */
    public static void main(String[] arguments) throws IOException {
        CheckpointFiles files = new CheckpointFiles(Path.of(arguments[0]));
        for (int number = 0; ; number++) {
            byte[] snapshot = new byte[SNAPSHOT_BYTES];
            Arrays.fill(snapshot, (byte) ('a' + number % 26));
            files.write(new Checkpoint(new Checkpoint.About(Checkpoint.VERSION, SESSION, "terminal", List.of("sh"), "/", 80, 24, 0, number, 0, false, null, null, null, null,
                    SNAPSHOT_BYTES, Checkpoint.checksum(snapshot)), snapshot));
            System.out.println(number);
        }
    }

    @Test
    void leavesAWholeCheckpoint() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int halves = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process writer = KeeperJvm.of(KilledWriterTest.class, directory).start();
            try (BufferedReader said = writer.inputReader()) {
                assertEquals("0", said.readLine());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(MOST_MILLIS))); // any moment is as good as another
            } finally {
                writer.destroyForcibly().waitFor();
            }
            halves += Files.exists(directory.resolve(SESSION + ".checkpoint.unfinished")) ? 1 : 0;
            assertNotNull(new CheckpointFiles(directory).read(SESSION), "after kill " + kill);
        }
        assertTrue(halves > 0, "none was killed while it wrote");
    }
}
