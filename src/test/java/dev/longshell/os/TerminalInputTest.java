package dev.longshell.os;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalInputTest {
    @TempDir
    Path folder;

    @Test
    void isClosedOnlyWhereTheKernelSaysSo() throws IOException {
        Path file = folder.resolve("legacy_tiocsti");
        assertTrue(TerminalInput.isOpenToAll(file), "a kernel before 6.2 has no such file");
        Files.writeString(file, "1\n");
        assertTrue(TerminalInput.isOpenToAll(file));
        Files.writeString(file, "0\n");
        assertFalse(TerminalInput.isOpenToAll(file));
    }
}
