package dev.longshell.cli;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.os.Ownership;
import dev.longshell.os.PrivateFiles;
import dev.longshell.text.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.FileVisitResult;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/** LONGSHELL_HOME as a private place: nobody else reads or writes there; knows nothing of what lies in it. @param directory absolute */
record Home(Path directory) {
    /** A volume with less is called full before a database breaks on it: PostgreSQL allots its log in pieces of 16 MiB. */
    private static final long LEAST_FREE_BYTES = 64L << 20;
    /** What a first start unpacks and makes (server 55 MiB, database 47, keeper 24), and the same as above beside it. */
    private static final long LEAST_FREE_BYTES_AT_FIRST = 192L << 20;
    private static final String KEEPER_PROGRAM = "lib";
    /** The directories and what lies in them; what lies deeper nobody else can reach. */
    private static final int TIGHTENED_DEPTH = 2;
    private static final int SECRET_BYTES = 24;

    /**
     * The home at that path, made (mode 0700) where it is missing.
     *
     * @throws FaultException SETTING_REFUSED for one that others can write or that is not ours, STORAGE_FULL
     */
    static Home open(Path path) {
        Path directory = path.toAbsolutePath().normalize();
        try {
            if (!Files.exists(directory)) {
                PrivateFiles.wayTo(directory);
                PrivateFiles.directory(directory);
            }
            refuseUnlessPrivate(directory);
            tighten(directory);
            long needed = Files.exists(directory.resolve(KEEPER_PROGRAM)) ? LEAST_FREE_BYTES : LEAST_FREE_BYTES_AT_FIRST;
            if (Files.getFileStore(directory).getUsableSpace() < needed) {
                throw new FaultException(Fault.STORAGE_FULL, "The volume of LONGSHELL_HOME " + directory + " has less than " + (needed >> 20) + " MiB left.");
            }
            return new Home(directory);
        } catch (IOException e) {
            throw fault(e, "LONGSHELL_HOME " + directory + " cannot be used");
        }
    }

    private static void refuseUnlessPrivate(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new FaultException(Fault.SETTING_REFUSED, "LONGSHELL_HOME " + directory + " is no directory.");
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
        if (permissions.contains(PosixFilePermission.GROUP_WRITE) || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new FaultException(Fault.SETTING_REFUSED, "LONGSHELL_HOME " + directory + " can be written by others ("
                    + PosixFilePermissions.toString(permissions) + "): chmod 700 it, or choose another.");
        }
        Optional<String> doubt = Ownership.doubt(directory);
        if (doubt.isPresent()) {
            throw new FaultException(Fault.SETTING_REFUSED, "LONGSHELL_HOME " + directory + " holds programs that run as " + System.getProperty("user.name")
                    + ", and " + doubt.get() + ".");
        }
        if (!Files.isWritable(directory)) {
            throw new FaultException(Fault.SETTING_REFUSED, "LONGSHELL_HOME " + directory + " cannot be written by " + System.getProperty("user.name") + ".");
        }
    }

    /** As others may not write there, nobody else made what lies below. Older builds left some of it to the umask. */
    private static void tighten(Path directory) throws IOException {
        Files.walkFileTree(directory, Set.of(), TIGHTENED_DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                return visitFile(folder, attributes);
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                tightenOne(path);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // another process of this home took it away
                }
                throw failure;
            }
        });
    }

    private static void tightenOne(Path path) throws IOException {
        try {
            PrivateFiles.tighten(path);
        } catch (NoSuchFileException e) {
            return; // as above
        } catch (FileSystemException e) {
            throw new FaultException(Fault.SETTING_REFUSED, path + " in LONGSHELL_HOME is not ours to close to others: " + e.getReason()
                    + ". Give it to " + System.getProperty("user.name") + ", or choose another LONGSHELL_HOME.", e);
        }
    }

    /** A directory below, made with mode 0700 where it is missing. */
    Path folder(String name) {
        return privateFolder(directory.resolve(name));
    }

    static Path privateFolder(Path folder) {
        try {
            return PrivateFiles.directory(folder);
        } catch (IOException e) {
            throw fault(e, folder + " cannot be made");
        }
    }

    /** Puts a text at that path, mode 0600; a reader sees the old text or all of the new one. */
    static void writePrivately(Path file, byte[] bytes) {
        try {
            PrivateFiles.write(file, bytes);
        } catch (IOException e) {
            throw fault(e, file + " cannot be written");
        }
    }

    /** 192 random bits as text that needs no escaping in a URL or a file. */
    static String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Waits for a lock on that file. It ends with the channel ({@link FileLock#acquiredBy()}) or the process, also by kill -9. */
    static FileLock lock(Path file, boolean shared) {
        try {
            return lockFile(file).lock(0, Long.MAX_VALUE, shared);
        } catch (IOException e) {
            throw fault(e, file + " cannot be locked");
        }
    }

    /** A lock on that file for this process alone, or null where another has it. */
    static FileLock tryLock(Path file) {
        try {
            FileChannel channel = lockFile(file);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
            }
            return lock;
        } catch (OverlappingFileLockException e) {
            return null; // this very process has it
        } catch (IOException e) {
            throw fault(e, file + " cannot be locked");
        }
    }

    static void release(FileLock lock) {
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw fault(e, "A lock cannot be released");
        }
    }

    private static FileChannel lockFile(Path file) throws IOException {
        return PrivateFiles.open(file, StandardOpenOption.READ);
    }

    /** The fault that a failure of the file system is. */
    static FaultException fault(IOException failure, String what) {
        String reason = Reason.of(failure);
        boolean full = reason.contains("No space left on device") || reason.contains("Disk quota exceeded");
        return new FaultException(full ? Fault.STORAGE_FULL : Fault.START_FAILED, what + ": " + reason + " (" + failure.getClass().getSimpleName() + ").", failure);
    }
}
