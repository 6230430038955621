package dev.longshell.session;

import dev.longshell.access.Caller;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;

/** What a caller may see and do; the one place that roles will come to. So far: an admin everything, others nothing. */
final class Rights {
    private Rights() {
    }

    /** Whether the caller may know of any project or session. */
    static boolean maySee(Caller caller) {
        return caller.admin();
    }

    /** FORBIDDEN to whom may not make projects. */
    static void requireProjectMaking(Caller caller) {
        if (!caller.admin()) {
            throw new FaultException(Fault.FORBIDDEN, "Only an admin makes projects.");
        }
    }
}
