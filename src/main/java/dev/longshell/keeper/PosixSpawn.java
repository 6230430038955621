package dev.longshell.keeper;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.text.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Spawns by posix_spawn(3) of glibc 2.34 or newer: clone with CLONE_VM and CLONE_VFORK, so no page table of the JVM is copied (fork took 3 to 30 ms here), and the
 * call returns when the program runs or with the reason why it does not. Knows nothing of sessions.
 *
 * <p>The child does the file actions in their order, after setsid: the terminal becomes its controlling one as a session leader without one opens it (tty(4)).
 */
final class PosixSpawn implements Spawner {
    private static final Logger LOG = Logger.getLogger(PosixSpawn.class.getName());
    private static final String ENCODING = "UTF-8";
    /** More than any glibc's posix_spawnattr_t (336 bytes) and posix_spawn_file_actions_t (80 bytes). */
    private static final int STRUCTURE_BYTES = 512;
    private static final int SIGNAL_SET_BYTES = 128;
    /** spawn.h: SETSIGDEF, SETSIGMASK, SETSID. */
    private static final short FLAGS = 0x04 | 0x08 | 0x80;
    private static final int O_RDWR = 2;
    private static final int ENOENT = 2;
    private static final int E2BIG = 7;
    private static final int ENOEXEC = 8;
    private static final int EAGAIN = 11;
    private static final int ENOMEM = 12;
    private static final int ENFILE = 23;
    private static final int EMFILE = 24;
    private static final boolean THERE = register();

    private static boolean register() {
        try {
            Native.register(PosixSpawn.class, "c");
            return true;
        } catch (UnsatisfiedLinkError e) {
            LOG.log(Level.INFO, "This C library cannot spawn as glibc 2.34 does: opening a session takes some milliseconds more ({0})", Reason.of(e));
            return false;
        }
    }

    /** False where the C library lacks one of the functions. */
    static boolean isThere() {
        return THERE;
    }

    @Override
    public int spawn(Launch launch, String slave, int master) throws IOException {
        try (Memory pid = new Memory(Integer.BYTES); Memory actions = cleared(STRUCTURE_BYTES); Memory attributes = cleared(STRUCTURE_BYTES);
             StringArray arguments = words(launch.arguments()); StringArray environment = words(launch.environment())) {
            require(posix_spawnattr_init(attributes));
            require(posix_spawn_file_actions_init(actions));
            try {
                signalsAndSession(attributes);
                files(actions, launch.directory(), slave);
                int error = posix_spawn(pid, text(launch.program()), actions, attributes, arguments, environment);
                if (error != 0) {
                    throw refused(launch, error);
                }
                return pid.getInt(0);
            } finally {
                posix_spawn_file_actions_destroy(actions);
                posix_spawnattr_destroy(attributes);
            }
        }
    }

    private static void signalsAndSession(Pointer attributes) throws IOException {
        try (Memory none = cleared(SIGNAL_SET_BYTES); Memory all = new Memory(SIGNAL_SET_BYTES)) {
            all.setMemory(0, SIGNAL_SET_BYTES, (byte) 0xff);
            require(posix_spawnattr_setsigmask(attributes, none));
            require(posix_spawnattr_setsigdefault(attributes, all));
            require(posix_spawnattr_setflags(attributes, FLAGS));
        }
    }

    /** The directory first: its path may lead through a descriptor of ours. */
    private static void files(Pointer actions, String directory, String slave) throws IOException {
        require(posix_spawn_file_actions_addchdir_np(actions, text(directory)));
        require(posix_spawn_file_actions_addopen(actions, 0, text(slave), O_RDWR, 0));
        require(posix_spawn_file_actions_adddup2(actions, 0, 1));
        require(posix_spawn_file_actions_adddup2(actions, 0, 2));
        require(posix_spawn_file_actions_addclosefrom_np(actions, 3));
    }

    private static IOException refused(Launch launch, int error) {
        String program = launch.program();
        switch (error) {
            case ENOENT:
                if (!Libc.isDirectory(launch.directory())) {
                    throw new FaultException(Fault.DIRECTORY_MISSING, "The directory " + launch.directory() + " does not exist or may not be entered.");
                }
                throw new FaultException(Fault.COMMAND_NOT_FOUND, "The command " + program + " does not exist, or the interpreter that its first line names.");
            case ENOEXEC:
                throw new FaultException(Fault.COMMAND_NOT_FOUND, "The command " + program + " is no program for this machine, and its first line names no interpreter.");
            case E2BIG:
                throw new FaultException(Fault.INVALID_PARAMETER, "The words of the command and the environment are too long together.");
            case EAGAIN, ENOMEM, EMFILE, ENFILE:
                return new IOException(program + " cannot be started: error " + error);
            default:
                throw new FaultException(Fault.COMMAND_NOT_FOUND, "The command " + program + " may not be executed (error " + error + ").");
        }
    }

    private static void require(int error) throws IOException {
        if (error != 0) {
            throw new IOException("posix_spawn cannot be prepared: error " + error);
        }
    }

    private static Memory cleared(int bytes) {
        Memory memory = new Memory(bytes);
        memory.clear();
        return memory;
    }

    private static StringArray words(List<String> words) {
        return new StringArray(words.toArray(String[]::new), ENCODING);
    }

    private static byte[] text(String text) {
        return (text + '\0').getBytes(StandardCharsets.UTF_8);
    }

    // posix_spawn(3) and its kin give an error number, 0 when it went well

    private static native int posix_spawn(Pointer pid, byte[] path, Pointer actions, Pointer attributes, Pointer arguments, Pointer environment);

    private static native int posix_spawnattr_init(Pointer attributes);

    private static native int posix_spawnattr_destroy(Pointer attributes);

    private static native int posix_spawnattr_setflags(Pointer attributes, short flags);

    private static native int posix_spawnattr_setsigmask(Pointer attributes, Pointer signals);

    private static native int posix_spawnattr_setsigdefault(Pointer attributes, Pointer signals);

    private static native int posix_spawn_file_actions_init(Pointer actions);

    private static native int posix_spawn_file_actions_destroy(Pointer actions);

    private static native int posix_spawn_file_actions_addchdir_np(Pointer actions, byte[] path);

    private static native int posix_spawn_file_actions_addopen(Pointer actions, int descriptor, byte[] path, int flags, int mode);

    private static native int posix_spawn_file_actions_adddup2(Pointer actions, int descriptor, int as);

    private static native int posix_spawn_file_actions_addclosefrom_np(Pointer actions, int first);
}
