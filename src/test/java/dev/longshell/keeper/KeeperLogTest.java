package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeeperLogTest {
    @Test
    void growsToItsBoundAndKeepsTheOneBefore(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("keeper.log");
        KeeperLog log = new KeeperLog(file, 1000);

        for (int i = 0; i < 100; i++) {
            log.publish(new LogRecord(Level.INFO, "line " + i));
        }

        assertTrue(Files.size(file) <= 1000);
        assertTrue(Files.readString(file).contains("line 99"));
        assertTrue(Files.size(directory.resolve("keeper.log.1")) <= 1000);
        assertEquals(2, directory.toFile().list().length);
    }
}
