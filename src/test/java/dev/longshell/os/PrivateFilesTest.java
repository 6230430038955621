package dev.longshell.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made is asked for under a umask of 000 too: UpIT, KeeperProcessTest. */
class PrivateFilesTest {
    @TempDir
    Path folder;

    @Test
    void takesFromWhatIsThereWhatOthersMayDo() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("open"));
        Path file = Files.writeString(directory.resolve("file"), "a");
        chmod("rwxrwxrwx", directory);
        chmod("rwxr--rw-", file);

        PrivateFiles.directory(directory);
        PrivateFiles.append(file, "b".getBytes(StandardCharsets.UTF_8));

        assertEquals("rwx------", mode(directory));
        assertEquals("rwx------", mode(file), "the owner's own stay");
        assertEquals("ab", Files.readString(file));
    }

    @Test
    void followsNoLink() throws IOException {
        Path others = Files.writeString(folder.resolve("others"), "");
        chmod("rw-r--r--", others);

        PrivateFiles.tighten(Files.createSymbolicLink(folder.resolve("link"), others));

        assertEquals("rw-r--r--", mode(others));
    }

    @Test
    void writesAsAWholeAndLeavesNoDraft() throws IOException {
        Path file = folder.resolve("file");
        for (String text : List.of("first", "second")) {
            PrivateFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
            assertEquals(text + " rw-------", Files.readString(file) + " " + mode(file));
        }
        try (Stream<Path> all = Files.list(folder)) {
            assertEquals(List.of(file), all.toList());
        }
        Path missing = folder.resolve("missing/file");
        assertTrue(assertThrows(IOException.class, () -> PrivateFiles.write(missing, new byte[0])).getMessage()
                .contains("missing"));
    }

    private static void chmod(String mode, Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
