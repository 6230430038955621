package dev.longshell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptSecretTest {
    @TempDir
    private Path directory;

    @Test
    void isTheSameForAllWhoMakeItAtOnceAndTheirOwnersOnly() throws IOException {
        Path file = directory.resolve("home").resolve("secret");

        List<CompletableFuture<String>> makers = IntStream.range(0, 16)
                .mapToObj(each -> CompletableFuture.supplyAsync(() -> KeptSecret.readOrMake(file, () -> KeptSecret.random(32)))).toList();

        assertEquals(1, makers.stream().map(CompletableFuture::join).distinct().count());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertEquals(1, files.count());
        }
    }
}
