package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkingDirectoryTest {
    @Test
    void leadsToTheDirectoryItself(@TempDir Path temporary) throws IOException {
        Path directory = Files.createDirectories(temporary.toRealPath().resolve("a/ü b"));
        try (WorkingDirectory opened = WorkingDirectory.open(directory + "/")) {
            assertEquals(directory, Path.of(opened.path()).toRealPath());
        }
        assertTrue(WorkingDirectory.isThere("/"));
    }

    @Test
    void followsNoLinkAnywhereInThePath(@TempDir Path temporary) throws IOException {
        Path directory = Files.createDirectories(temporary.toRealPath().resolve("inside/deep"));
        Path link = Files.createSymbolicLink(directory.resolveSibling("link"), Path.of("/etc"));
        Path way = Files.createSymbolicLink(temporary.toRealPath().resolve("way"), directory.getParent());
        for (Path led : new Path[] {link, way, way.resolve("deep")}) {
            assertEquals(Fault.DIRECTORY_OUTSIDE_ROOTS, assertThrows(FaultException.class, () -> WorkingDirectory.open(led.toString())).fault(), led.toString());
        }
        assertEquals(Fault.DIRECTORY_MISSING, assertThrows(FaultException.class, () -> WorkingDirectory.open(directory + "/missing")).fault());
        assertFalse(WorkingDirectory.isThere(link.toString()));
    }

    /** Somebody swaps the directory for a link out of it, and back, as fast as they can. */
    @Test
    void isNeverSomewhereElseHoweverOftenItIsSwappedForALink(@TempDir Path temporary) throws IOException {
        Path root = temporary.toRealPath();
        Path outside = Files.createDirectory(root.resolve("outside"));
        Path wanted = Files.createDirectories(root.resolve("inside/wanted"));
        Object inode = Files.getAttribute(wanted, "unix:ino");
        long before = descriptors();
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Integer> swapping = CompletableFuture.supplyAsync(() -> swap(wanted, outside, stop));
        int reached = 0;
        int refused = 0;
        for (int attempt = 0; attempt < 200_000 && (attempt < 2_000 || reached == 0 || refused == 0); attempt++) {
            try (WorkingDirectory opened = WorkingDirectory.open(wanted.toString())) {
                assertEquals(inode, Files.getAttribute(Path.of(opened.path()), "unix:ino"), "by stat(2): the path that the descriptor tells may mean another by now");
                reached++;
            } catch (FaultException e) {
                refused++;
            }
        }
        stop.set(true);
        assertTrue(swapping.join() > 0 && reached > 0 && refused > 0, reached + " reached, " + refused + " refused");
        assertEquals(before, descriptors(), "each is given back");
    }

    private static int swap(Path wanted, Path outside, AtomicBoolean stop) {
        Path aside = wanted.resolveSibling("aside");
        int swaps = 0;
        try {
            for (; !stop.get(); swaps++) {
                Files.move(wanted, aside, StandardCopyOption.ATOMIC_MOVE);
                Files.createSymbolicLink(wanted, outside);
                Files.delete(wanted);
                Files.move(aside, wanted, StandardCopyOption.ATOMIC_MOVE);
            }
            return swaps;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that lead to a directory. */
    private static long descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(Files::isDirectory).count();
        }
    }
}
