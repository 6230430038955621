package dev.longshell.os;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Makes files of mode 0600 and directories of mode 0700, whatever the umask (umask(2) can take bits away, never add
 * any), and takes from one that is there already what others may do with it.
 */
public final class PrivateFiles {
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    /** What lies above LONGSHELL_HOME is others' way to other things too. */
    private static final FileAttribute<?> WAY_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
    private static final FileAttribute<?> DIRECTORY_MODE = PosixFilePermissions.asFileAttribute(DIRECTORY);
    private static final FileAttribute<?> FILE_MODE = PosixFilePermissions.asFileAttribute(FILE);
    private static final Set<PosixFilePermission> OWNER = EnumSet.copyOf(DIRECTORY);

    private PrivateFiles() {
    }

    /** That directory, made with those above it where they are missing. */
    public static Path directory(Path directory) throws IOException {
        Files.createDirectories(directory, DIRECTORY_MODE);
        tighten(directory);
        return directory;
    }

    /** The directories above a path, made where they are missing: with mode 0755, as others may pass there. */
    public static void wayTo(Path path) throws IOException {
        Files.createDirectories(path.getParent(), WAY_MODE);
    }

    /** That file for reading and writing, made where it is missing. @param more further options */
    public static FileChannel open(Path file, StandardOpenOption... more) throws IOException {
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        options.addAll(Set.of(more));
        FileChannel channel = FileChannel.open(file, options, FILE_MODE);
        try {
            tighten(file);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * That file for reading and writing at any place, made where it is missing. An interrupt of a thread that uses it
     * leaves it open; of a {@link FileChannel} it would be the end (java.nio.channels.InterruptibleChannel).
     */
    public static RandomAccessFile openUninterrupted(Path file) throws IOException {
        try {
            Files.createFile(file, FILE_MODE);
        } catch (FileAlreadyExistsException e) {
            tighten(file);
        }
        return new RandomAccessFile(file.toFile(), "rw");
    }

    /** Puts bytes behind those that a file has. */
    public static void append(Path file, byte[] bytes) throws IOException {
        try (OutputStream end = Channels.newOutputStream(open(file, StandardOpenOption.APPEND))) {
            end.write(bytes);
        }
    }

    /** Puts bytes at that path; a reader sees what was there, or all of them. */
    public static void write(Path file, byte[] bytes) throws IOException {
        Path draft = temporary(file.getParent(), file.getFileName() + ".draft-", "");
        try {
            Files.write(draft, bytes);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** A new file in that directory. */
    public static Path temporary(Path directory, String prefix, String suffix) throws IOException {
        return Files.createTempFile(directory, prefix, suffix, FILE_MODE);
    }

    /**
     * Leaves to the owner what it may do and to nobody else anything; follows no link.
     *
     * @throws IOException also where somebody else owns it
     */
    public static void tighten(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return;
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
        if (mode.stream().anyMatch(permission -> !OWNER.contains(permission))) {
            mode.retainAll(OWNER);
            Files.setPosixFilePermissions(path, mode);
        }
    }
}
