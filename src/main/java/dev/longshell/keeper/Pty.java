package dev.longshell.keeper;

import com.pty4j.WinSize;
import com.pty4j.unix.PtyHelpers;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A pseudo terminal and the child that leads its session; knows nothing of viewers, offsets or frames.
 *
 * <p>pty4j opens the terminal, resizes and reaps. The bytes go past its streams, which cost a poll and a read under a lock per chunk (150 us median echo): read(2) and
 * write(2) by direct mapping took 28 to 47 us where a FileChannel over the same descriptor took 30 to 47 us, and need no opened java.base. The
 * descriptor does not block: a write takes what fits, and the reader thread waits in {@link #awaitReadable}.
 *
 * <p>One thread reads and reaps. Any thread writes, resizes and closes, one at a time and never while the reader reads what it closes: after {@link #close} the
 * descriptor's number may be somebody else's.
 */
final class Pty {
    private static final Logger LOG = Logger.getLogger(Pty.class.getName());
    /** What the line discipline of Linux takes at once (N_TTY_BUF_SIZE). */
    private static final int WRITE_BYTES = 4096;
    private static final int POLL_STRUCTURE_BYTES = 8;
    private static final int POLL_EVENTS_OFFSET = 4;
    /** Milliseconds between two looks whether the child has ended, where the kernel does not tell. */
    private static final int LOOK_MILLIS = 500;
    private static final int WNOHANG = 1;
    /** Half of all memory. */
    private static final String OFFERED = "500";

    private final com.pty4j.unix.Pty terminal;
    private final int master;
    private final int pid;
    /** Tells of the child's end, or -1. */
    private final int process;
    /** The terminal, then the child's end; poll(2) passes over a descriptor of -1. */
    private final Memory poll = new Memory(2 * POLL_STRUCTURE_BYTES);
    private final Memory information = new Memory(Libc.SIGNAL_INFORMATION_BYTES);
    private final ByteBuffer writing = ByteBuffer.allocateDirect(WRITE_BYTES);
    private boolean closed;

    private Pty(com.pty4j.unix.Pty terminal, int pid) {
        this.terminal = terminal;
        this.master = terminal.getMasterFD();
        this.pid = pid;
        this.process = Libc.openProcess(pid);
        poll.clear();
        poll.setInt(0, master);
        poll.setShort(POLL_EVENTS_OFFSET, Libc.POLLIN);
        poll.setInt(POLL_STRUCTURE_BYTES, process);
        poll.setShort(POLL_STRUCTURE_BYTES + POLL_EVENTS_OFFSET, Libc.POLLIN);
    }

    /**
     * Opens a terminal, sizes it and gives it back: pty4j unpacks its library at the first one, and never tries again when that fails.
     *
     * @throws FaultException RESOURCES_EXHAUSTED
     */
    static void load() {
        com.pty4j.unix.Pty terminal = null;
        try {
            terminal = new com.pty4j.unix.Pty();
            setSize(terminal, 1, 1);
        } catch (IOException e) {
            throw new FaultException(Fault.RESOURCES_EXHAUSTED, "No terminal can be opened: none is left, or " + System.getProperty("java.io.tmpdir") + " has no room for the library.", e);
        } finally {
            close(terminal);
        }
    }

    /**
     * Starts a child on a new terminal of that size.
     *
     * @throws FaultException RESOURCES_EXHAUSTED when the machine has no pty or process left, or as {@link WorkingDirectory} and the spawner refuse
     */
    static Pty start(Launch launch, Spawner spawner) {
        com.pty4j.unix.Pty terminal = null;
        try (WorkingDirectory directory = WorkingDirectory.open(launch.directory())) {
            terminal = new com.pty4j.unix.Pty();
            setSize(terminal, launch.columns(), launch.rows());
            Libc.takeUtf8(terminal.getMasterFD());
            Libc.doNotBlock(terminal.getMasterFD());
            if (launch.user() != null) {
                handOver(Path.of(terminal.getSlaveName()), launch.user());
            }
            Libc.umaskOfThisThread(launch.umask());
            int pid = spawner.spawn(launch.in(directory.path()), terminal.getSlaveName(), terminal.getMasterFD());
            offer(pid);
            return new Pty(terminal, pid);
        } catch (FaultException e) {
            close(terminal);
            throw e;
        } catch (IOException e) {
            close(terminal);
            throw new FaultException(Fault.RESOURCES_EXHAUSTED, "No terminal or process is left on this machine for " + launch.program() + ".", e);
        }
    }

    /** Where memory is short the kernel is to end what took it, and not the keeper of all sessions (proc(5), oom_score_adj: anybody may raise it, and children inherit it). */
    private static void offer(int pid) {
        try {
            Files.writeString(Path.of("/proc/" + pid + "/oom_score_adj"), OFFERED);
        } catch (IOException e) {
            LOG.log(Level.FINE, "Process " + pid + " has ended, or another user's launcher runs it", e);
        }
    }

    /** As login(1) does: the terminal is its user's own, and nobody else's to read or write. */
    private static void handOver(Path slave, String user) throws IOException {
        Files.setOwner(slave, slave.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
        Files.setPosixFilePermissions(slave, PosixFilePermissions.fromString("rw-------"));
    }

    int pid() {
        return pid;
    }

    /**
     * Reads what is there into a direct buffer; for the reader thread only.
     *
     * @return bytes read, 0 when there is nothing now, -1 when no process has the terminal open (EIO)
     */
    int read(ByteBuffer into) {
        long address = Pointer.nativeValue(Native.getDirectBufferPointer(into)) + into.position();
        int bytes = (int) Libc.read(master, address, into.remaining());
        if (bytes > 0) {
            into.position(into.position() + bytes);
            return bytes;
        }
        return bytes < 0 && mayTryAgain() ? 0 : -1;
    }

    /** Waits until {@link #read} has something to say or the time is over. */
    void awaitReadable(int timeoutMillis) {
        Libc.poll(Pointer.nativeValue(poll), 1, timeoutMillis);
    }

    /** Waits until {@link #read} or {@link #hasExited} has something to say, or looks again all the same. */
    void awaitReadableOrExit() {
        Libc.poll(Pointer.nativeValue(poll), 2, process < 0 ? LOOK_MILLIS : -1);
    }

    /** True once the child has ended; it is not reaped by that. */
    boolean hasExited() {
        return Libc.hasExited(pid, information);
    }

    /** Writes as much as the terminal takes now; what is left remains in the buffer. A terminal that is gone takes everything, for nobody will ever read it. */
    void write(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            int length = Math.min(bytes.remaining(), WRITE_BYTES);
            int taken = closed ? length : writeNow(bytes, length);
            if (taken < 0) {
                taken = mayTryAgain() ? 0 : length;
            }
            bytes.position(bytes.position() + taken);
            if (taken < length) {
                return;
            }
        }
    }

    private int writeNow(ByteBuffer bytes, int length) {
        writing.put(0, bytes, bytes.position(), length);
        return (int) Libc.write(master, Pointer.nativeValue(Native.getDirectBufferPointer(writing)), length);
    }

    private static boolean mayTryAgain() {
        return Libc.errno() == Libc.EAGAIN || Libc.errno() == Libc.EINTR;
    }

    /** Sets the size, in cells; the kernel sends SIGWINCH to the foreground group when it differs. */
    void resize(int columns, int rows) throws IOException {
        if (!closed) {
            setSize(terminal, columns, rows);
        }
    }

    private static void setSize(com.pty4j.unix.Pty terminal, int columns, int rows) throws IOException {
        try {
            terminal.setWindowSize(new WinSize(columns, rows), null);
        } catch (Exception e) { // UnixPtyException, which pty4j throws but does not let others name
            throw new IOException("A terminal refused the size " + columns + " x " + rows, e);
        }
    }

    /** Process group in the foreground, or -1 when there is none. */
    int foregroundGroup() {
        return closed ? -1 : Libc.tcgetpgrp(master);
    }

    /** The child's end, or null while it lives; reaps it. Not to be called again once it has ended. */
    ExitStatus reap() {
        int[] status = new int[1];
        int reaped = PtyHelpers.waitpid(pid, status, WNOHANG);
        if (reaped == 0) {
            return null;
        }
        if (reaped != pid) {
            LOG.warning("Somebody else reaped process " + pid + ": its exit status is lost");
            return new ExitStatus(null, null);
        }
        return ExitStatus.ofWaitStatus(status[0]);
    }

    /** Gives the terminal back; the kernel hangs up on whoever still has it open. */
    void close() {
        closed = true;
        close(terminal);
        if (process >= 0) {
            Libc.close(process);
        }
    }

    private static void close(com.pty4j.unix.Pty terminal) {
        if (terminal == null) {
            return;
        }
        try {
            terminal.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "A terminal could not be closed", e);
        }
    }
}
