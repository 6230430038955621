package dev.longshell.keeper;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;

/**
 * The few system calls of Linux that neither the JDK nor pty4j offers; knows nothing of sessions.
 *
 * <p>Direct mapping (no proxy, no reflection): a call with plain numbers costs a fraction of a microsecond. Numbers are those of Linux on x86-64, aarch64 and riscv64.
 */
final class Libc {
    static final int SIGHUP = 1;
    static final int SIGKILL = 9;
    static final int SIGTERM = 15;
    static final int SIGCONT = 18;

    static final short POLLIN = 0x001;
    static final short POLLOUT = 0x004;

    static final int EINTR = 4;
    static final int EAGAIN = 11;

    /** The directory that a relative path begins at: the process's own. */
    static final int AT_FDCWD = -100;

    private static final int O_PATH = 0x200000;
    private static final int O_CLOEXEC = 0x80000;
    /** O_DIRECTORY and O_NOFOLLOW, which are others on ARM (fcntl.h). */
    private static final int DIRECTORY_ITSELF = System.getProperty("os.arch").equals("aarch64") ? 0x4000 | 0x8000 : 0x10000 | 0x20000;
    private static final int CLONE_FS = 0x200;
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int O_NONBLOCK = 0x800;
    private static final int SIG_SETMASK = 2;
    private static final int TCSANOW = 0;
    private static final int IUTF8 = 0x4000;
    /** Bytes of glibc's struct termios, which begins with c_iflag, and some to spare. */
    private static final int TERMIOS_BYTES = 128;
    /** One of the numbers that all of Linux's architectures share. */
    private static final long SYS_PIDFD_OPEN = 434;
    private static final int P_PID = 1;
    private static final int WNOHANG = 1;
    private static final int WEXITED = 4;
    private static final int WNOWAIT = 0x1000000;
    /** Bytes of a siginfo_t. */
    static final int SIGNAL_INFORMATION_BYTES = 128;
    /** Bytes of glibc's sigset_t. */
    private static final int SIGNAL_SET_BYTES = 128;
    private static final int EXECUTABLE = 1;
    private static final long SIG_DEFAULT = 0;
    private static final long SIG_IGNORED = 1;

    static {
        // JDK 17 takes the encoding of file names from LANG; a child's arguments are UTF-8 whatever LANG the keeper was started with.
        System.setProperty("jna.encoding", "UTF-8");
        Native.register(Libc.class, "c");
    }

    private Libc() {
    }

    /** Loads the library now rather than under the first key. */
    static void load() {
        tcgetpgrp(-1);
    }

    /** poll(2) on {@code count} structures of 8 bytes at that address. @return structures with an event, 0 after the timeout, -1 when interrupted */
    static native int poll(long address, long count, int timeoutMillis);

    /** The foreground process group of a terminal, or -1. */
    static native int tcgetpgrp(int descriptor);

    /** kill(2); a negative pid is a process group. */
    static native int kill(int pid, int signal);

    /** read(2) into native memory. @return bytes, 0 at the end of a file, -1 with {@link #errno} */
    static native long read(int descriptor, long address, long length);

    /** write(2) from native memory. @return bytes taken, -1 with {@link #errno} */
    static native long write(int descriptor, long address, long length);

    private static native int tcgetattr(int descriptor, Pointer attributes) throws LastErrorException;

    private static native int tcsetattr(int descriptor, int when, Pointer attributes) throws LastErrorException;

    /** Tells a terminal that its input is UTF-8 (IUTF8 of termios(3)): Backspace takes a character then, not a byte. On a master it is the other end's setting. */
    static void takeUtf8(int descriptor) {
        try (Memory attributes = new Memory(TERMIOS_BYTES)) {
            tcgetattr(descriptor, attributes);
            attributes.setInt(0, attributes.getInt(0) | IUTF8);
            tcsetattr(descriptor, TCSANOW, attributes);
        }
    }

    private static native long syscall(long number, long first, long second);

    private static native int waitid(int idType, int id, Pointer information, int options);

    /** pidfd_open(2): a descriptor that poll(2) finds readable once that child has ended. @return -1 where the kernel (before 5.3), a sandbox or the limit of descriptors gives none */
    static int openProcess(int pid) {
        return (int) syscall(SYS_PIDFD_OPEN, pid, 0);
    }

    /**
     * waitid(2): whether a child has ended. It is not reaped: its pid stays its own. True as well for one that somebody else reaped.
     *
     * @param information of {@link #SIGNAL_INFORMATION_BYTES}, overwritten
     */
    static boolean hasExited(int pid, Memory information) {
        information.setInt(0, 0);
        int result = waitid(P_PID, pid, information, WEXITED | WNOHANG | WNOWAIT);
        return result == 0 ? information.getInt(0) != 0 : errno() != EINTR;
    }

    /** The error number of this thread's last call that failed. */
    static int errno() {
        return Native.getLastError();
    }

    /** umask(2). @return what it was */
    static native int umask(int mask);

    private static native int unshare(int what);

    private static native int setsid() throws LastErrorException;

    private static native int fcntl(int descriptor, int command, int argument) throws LastErrorException;

    private static native int openat(int directory, byte[] path, int flags) throws LastErrorException;

    /** close(2). */
    static native int close(int descriptor);

    /** A descriptor of that directory below the other, good for going there only. @throws LastErrorException ENOTDIR for a link, or as open(2) says */
    static int openDirectory(int below, String name) {
        return openat(below, (name + '\0').getBytes(StandardCharsets.UTF_8), O_PATH | O_CLOEXEC | DIRECTORY_ITSELF);
    }

    private static native int access(byte[] path, int mode);

    private static native int pthread_sigmask(int how, Pointer set, Pointer old);

    private static native long signal(int number, long handler);

    /** Leaves the terminal and the process group of whoever started us; nothing to do for a process that leads its session already. */
    static void leaveTerminal() {
        try {
            setsid();
        } catch (LastErrorException e) {
            if (e.getErrorCode() != 1) { // EPERM: a group leader, so it was started in a session or a job of its own
                throw e;
            }
        }
    }

    /**
     * The umask that this thread's children are born with. It is the thread's own from then on (unshare(2), CLONE_FS), so that no other one's files have it;
     * where the kernel refuses that, as some containers' do, it is the process's, whose own files have modes that are set.
     */
    static void umaskOfThisThread(int mask) {
        unshare(CLONE_FS);
        umask(mask);
    }

    /** Makes reads and writes of a descriptor return at once. */
    static void doNotBlock(int descriptor) {
        fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL, 0) | O_NONBLOCK);
    }

    /** True for a file that this process may execute, or a directory that it may search. */
    static boolean isExecutable(String path) {
        return access((path + '\0').getBytes(StandardCharsets.UTF_8), EXECUTABLE) == 0;
    }

    /** True for a directory that this process may enter. Unlike java.nio.file it takes any name under any LANG. */
    static boolean isDirectory(String path) {
        return isExecutable(path + "/.");
    }

    /** Undoes what nohup(1) did: a shell hands an ignored SIGHUP on to all its children, which then outlive their terminal. */
    static void listenToHangup() {
        long before = signal(SIGHUP, SIG_DEFAULT);
        if (before != SIG_IGNORED) {
            signal(SIGHUP, before);
        }
    }

    /** Runs an action whose forks start with no signal blocked: the JVM blocks SIGQUIT in its threads, and children would inherit that. */
    static <T> T withoutBlockedSignals(java.util.function.Supplier<T> action) {
        try (Memory none = new Memory(SIGNAL_SET_BYTES); Memory before = new Memory(SIGNAL_SET_BYTES)) {
            none.clear();
            pthread_sigmask(SIG_SETMASK, none, before);
            try {
                return action.get();
            } finally {
                pthread_sigmask(SIG_SETMASK, before, null);
            }
        }
    }
}
