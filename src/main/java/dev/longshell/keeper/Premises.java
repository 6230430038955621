package dev.longshell.keeper;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.os.PrivateFiles;
import dev.longshell.text.Reason;
import dev.longshell.wire.KeeperHome;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;

/** A keeper's directory, taken for itself until it ends or retires: lock, secret, socket. Knows nothing of who connects. */
final class Premises implements AutoCloseable {
    /** unix(7): sun_path has 108 bytes and ends with a NUL. */
    private static final int SOCKET_PATH_BYTES = 107;
    private static final int LONGEST_PID_BYTES = 16;
    /** proc(5), pid_max on 64 bits. */
    private static final long LARGEST_PID = 1 << 22;
    /** Connections that may wait to be accepted: after a gateway's restart all its viewers come at once. The kernel cuts it to net.core.somaxconn, 4096 as a rule (listen(2)). */
    private static final int BACKLOG = 4096;

    private final KeeperHome home;
    private final FileChannel lockFile;
    private final Secret secret;
    private final ServerSocketChannel socket;
    private Path socketFile;

    private Premises(KeeperHome home, FileChannel lockFile, Secret secret, ServerSocketChannel socket) {
        this.home = home;
        this.lockFile = lockFile;
        this.secret = secret;
        this.socket = socket;
        this.socketFile = home.socket();
    }

    /** Makes the directories, mode 0700. @throws FaultException STORAGE_FULL when that is not possible, SETTING_REFUSED when its path is too long for a socket */
    static void prepare(KeeperHome home) {
        Path longest = home.retiredSocket(LARGEST_PID);
        int bytes = longest.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > SOCKET_PATH_BYTES) {
            throw new FaultException(Fault.SETTING_REFUSED, "LONGSHELL_HOME is too long: the path of a keeper's socket, " + longest + ", has " + bytes
                    + " bytes, and a Unix socket takes " + SOCKET_PATH_BYTES + ".");
        }
        try {
            PrivateFiles.directory(home.directory());
            PrivateFiles.directory(home.libraries());
        } catch (IOException e) {
            throw new FaultException(Fault.STORAGE_FULL, "The keeper's directory " + home.directory() + " cannot be made: " + Reason.of(e) + ".", e);
        }
    }

    /**
     * Takes a prepared directory; a socket file in it is a dead keeper's and is replaced.
     *
     * @param isService whether a service manager starts this keeper again
     * @throws FaultException CONFLICT when another keeper has it
     */
    static Premises take(KeeperHome home, boolean isService) {
        FileChannel lockFile = null;
        try {
            lockFile = PrivateFiles.open(home.lock(), StandardOpenOption.READ);
            lock(home, lockFile, isService);
            Secret secret = Secret.readOrCreate(home.secret());
            Files.deleteIfExists(home.socket());
            ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            socket.bind(UnixDomainSocketAddress.of(home.socket()), BACKLOG);
            PrivateFiles.tighten(home.socket());
            return new Premises(home, lockFile, secret, socket);
        } catch (IOException e) {
            release(lockFile);
            throw new FaultException(Fault.STORAGE_FULL, "The keeper's files in " + home.directory() + " cannot be made: " + Reason.of(e) + ".", e);
        } catch (FaultException e) {
            release(lockFile);
            throw e;
        }
    }

    private static void lock(KeeperHome home, FileChannel lockFile, boolean isService) throws IOException {
        if (!tryLock(lockFile)) {
            ByteBuffer holder = ByteBuffer.allocate(LONGEST_PID_BYTES);
            lockFile.read(holder, 0);
            throw new FaultException(Fault.CONFLICT, "A keeper runs in " + home.directory() + " already: process "
                    + StandardCharsets.US_ASCII.decode(holder.flip()).toString().lines().findFirst().orElse("unknown") + ".");
        }
        lockFile.truncate(0);
        lockFile.write(StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n" + (isService ? KeeperHome.SERVICE + "\n" : "")), 0);
    }

    private static boolean tryLock(FileChannel lockFile) throws IOException {
        try {
            FileLock lock = lockFile.tryLock(); // given back by the kernel when the process ends, however it ends
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void release(FileChannel lockFile) {
        if (lockFile == null) {
            return;
        }
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new FaultException(Fault.INTERNAL, "The keeper's lock cannot be given back.", e);
        }
    }

    Secret secret() {
        return secret;
    }

    ServerSocketChannel socket() {
        return socket;
    }

    /** The user that this process runs as: who owns the socket that it just made. */
    UserPrincipal owner() {
        try {
            return Files.getOwner(home.socket());
        } catch (IOException e) {
            throw new FaultException(Fault.INTERNAL, "The owner of " + home.socket() + " is not known.", e);
        }
    }

    /**
     * Gives the place to the next keeper, and is reached by a name of its own from now on. The name first: who dies in between leaves a place that is free.
     */
    synchronized void retire() throws IOException {
        Path own = home.retiredSocket(ProcessHandle.current().pid());
        Files.move(home.socket(), own, StandardCopyOption.ATOMIC_MOVE);
        socketFile = own;
        lockFile.close();
    }

    /** Gives all of it back; the secret stays. */
    @Override
    public synchronized void close() throws IOException {
        socket.close();
        Files.deleteIfExists(socketFile);
        lockFile.close();
    }
}
