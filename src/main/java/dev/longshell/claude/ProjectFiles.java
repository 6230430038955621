package dev.longshell.claude;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Reads a small file of a directory whose owner may be an enemy; knows nothing of what is in it. From the root on, which is the operator's, no link is followed
 * (openat(2) with O_NOFOLLOW), whatever is swapped for one meanwhile.
 */
final class ProjectFiles {
    /** Bytes; such a file is written by hand. */
    static final int LARGEST = 64 << 10;
    /** Whoever swaps a file for a pipe between two looks holds the thread that opens it (fifo(7)): so many, and no more. */
    private static final Semaphore READERS = new Semaphore(2);

    private static final long TURN_SECONDS = 1;

    private ProjectFiles() {
    }

    /**
     * The text of that file; empty where there is none.
     *
     * @param root a directory above, no link in its path
     * @param file below the root, relative to it
     * @throws IOException says for people why it is not read
     */
    static Optional<String> read(Path root, Path file) throws IOException {
        awaitTurn();
        try (DirectoryStream<Path> top = Files.newDirectoryStream(root)) {
            return Optional.of(below(top, file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            throw new IOException("it may not be read, or a link leads to it", e);
        } finally {
            READERS.release();
        }
    }

    private static void awaitTurn() throws IOException {
        try {
            if (!READERS.tryAcquire(TURN_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("others are being read; look again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the server stops", e);
        }
    }

    private static String below(DirectoryStream<Path> directory, Path file) throws IOException {
        if (!(directory instanceof SecureDirectoryStream<Path> secure)) {
            throw new IOException("this system cannot read it without following links");
        }
        if (file.getNameCount() == 1) {
            return text(secure, file);
        }
        try (DirectoryStream<Path> next = secure.newDirectoryStream(file.getName(0), LinkOption.NOFOLLOW_LINKS)) {
            return below(next, file.subpath(1, file.getNameCount()));
        }
    }

    private static String text(SecureDirectoryStream<Path> directory, Path name) throws IOException {
        BasicFileAttributes attributes = directory.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS).readAttributes();
        if (!attributes.isRegularFile()) {
            throw new IOException("it is no file");
        }
        ByteBuffer bytes = ByteBuffer.allocate(LARGEST + 1);
        try (SeekableByteChannel channel = directory.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                continue;
            }
        }
        if (!bytes.hasRemaining()) {
            throw new IOException("it has more than " + LARGEST + " bytes");
        }
        return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }
}
