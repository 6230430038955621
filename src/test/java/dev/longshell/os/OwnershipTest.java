package dev.longshell.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directory of a test lies in one with the sticky bit, which is no doubt by itself: /tmp. */
class OwnershipTest {
    @TempDir
    Path folder;
    private Path program;

    @BeforeEach
    void make() throws IOException {
        program = Files.writeString(Files.createDirectories(folder.resolve("way/to")).resolve("program"), "");
        chmod("rwxr-xr-x", folder.resolve("way"), folder.resolve("way/to"), program);
    }

    @Test
    void whatOthersCanOnlyReadIsGood() throws IOException {
        assertEquals(Optional.empty(), Ownership.doubt(program));
    }

    @Test
    void namesTheFileOrTheDirectoryOnTheWayThatOthersCouldWrite() throws IOException {
        for (Path open : new Path[] {program, folder.resolve("way/to"), folder.resolve("way")}) {
            chmod("rwxrwxr-x", open);
            assertEquals(open + " can be written by others (mode 775): chmod go-w " + open, Ownership.doubt(program)
                    .orElseThrow());
            chmod("rwxr-xr-x", open);
        }
    }

    @Test
    void aLinkIsAsGoodAsWhereItLiesAndWhereItLeads() throws IOException {
        Path link = Files.createSymbolicLink(Files.createDirectory(folder.resolve("other")).resolve("link"), program);
        chmod("rwxr-xr-x", folder.resolve("other"));
        assertEquals(Optional.empty(), Ownership.doubt(link));

        chmod("rwxr-xrwx", folder.resolve("other"));
        assertTrue(Ownership.doubt(link).orElseThrow().startsWith(folder.resolve("other") + " can be written"));
        chmod("rwxr-xr-x", folder.resolve("other"));
        chmod("rwxr-xrwx", folder.resolve("way"));
        assertTrue(Ownership.doubt(link).orElseThrow().startsWith(folder.resolve("way") + " can be written"));
    }

    @Test
    void namesWhoElseOwnsIt() throws IOException {
        Assumptions.assumeTrue(Ownership.user() == 0, "only root gives a file away");
        Files.setAttribute(folder.resolve("way"), "unix:uid", 65534);

        assertTrue(Ownership.doubt(program).orElseThrow().startsWith(folder.resolve("way") + " belongs to "));
    }

    private static void chmod(String mode, Path... paths) throws IOException {
        for (Path path : paths) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        }
    }
}
