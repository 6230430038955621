package dev.longshell.keeper;

import com.sun.jna.LastErrorException;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import java.util.Set;

/**
 * A directory that was walked to without following a link, and is held: whoever swaps a part of its path for a link afterwards leads nobody anywhere. Knows nothing of
 * which directories are allowed.
 *
 * <p>Whoever allowed it looked at a path without links (realpath(3)); what is a link now was none then.
 */
final class WorkingDirectory implements AutoCloseable {
    private static final int ENOTDIR = 20;
    private static final int ELOOP = 40;
    /** ENOMEM, ENFILE, EMFILE. */
    private static final Set<Integer> NOTHING_LEFT = Set.of(12, 23, 24);

    private final int descriptor;

    private WorkingDirectory(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * @throws FaultException DIRECTORY_OUTSIDE_ROOTS where a link is in the path, DIRECTORY_MISSING where it is not there or may not be entered, RESOURCES_EXHAUSTED when no
     *                        descriptor is left
     */
    static WorkingDirectory open(String path) {
        int here = -1;
        try {
            here = Libc.openDirectory(Libc.AT_FDCWD, "/");
            for (String part : path.split("/")) {
                if (!part.isEmpty()) {
                    int next = Libc.openDirectory(here, part);
                    Libc.close(here);
                    here = next;
                }
            }
            return new WorkingDirectory(here);
        } catch (LastErrorException e) {
            if (here >= 0) {
                Libc.close(here);
            }
            throw refused(path, e);
        }
    }

    private static FaultException refused(String path, LastErrorException why) {
        if (why.getErrorCode() == ENOTDIR || why.getErrorCode() == ELOOP) {
            return new FaultException(Fault.DIRECTORY_OUTSIDE_ROOTS, "The path " + path + " leads through a link, or to what is no directory.", why);
        }
        if (NOTHING_LEFT.contains(why.getErrorCode())) {
            return new FaultException(Fault.RESOURCES_EXHAUSTED, "No descriptor is left on this machine for the directory " + path + ".", why);
        }
        return new FaultException(Fault.DIRECTORY_MISSING, "The directory " + path + " does not exist or may not be entered.", why);
    }

    /** True for one that {@link #open} would give. */
    static boolean isThere(String path) {
        try (WorkingDirectory directory = open(path)) {
            return directory.descriptor >= 0;
        } catch (FaultException e) {
            return false; // the question was whether
        }
    }

    /** By which a child of this process reaches it, until it is closed (proc(5)). */
    String path() {
        return "/proc/self/fd/" + descriptor;
    }

    @Override
    public void close() {
        Libc.close(descriptor);
    }
}
