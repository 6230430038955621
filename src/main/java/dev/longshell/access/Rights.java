package dev.longshell.access;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.store.Role;
import dev.longshell.store.User;
import java.util.UUID;
import java.util.function.Supplier;

/** The one place where a role, or the lack of one, becomes an answer; knows nothing of sessions. */
public final class Rights {
    private Rights() {
    }

    /** Whether the project and what is in it exist for the caller. */
    public static boolean maySee(Caller caller, UUID project) {
        return caller.roleIn(project).isPresent();
    }

    /** Whether the caller is that in the project, or more. */
    public static boolean has(Caller caller, UUID project, Role least) {
        return caller.roleIn(project).filter(role -> role.compareTo(least) >= 0).isPresent();
    }

    /** As {@link #has(Caller, UUID, Role)}, of somebody who asks nothing just now; who is disabled is nothing anywhere. */
    public static boolean has(User user, UUID project, Role least) {
        return !user.disabled() && (user.admin()
                || user.memberships().stream().anyMatch(membership -> membership.projectId().equals(project) && membership.role().compareTo(least) >= 0));
    }

    /**
     * Lets past whoever has that role in the project, or a greater one.
     *
     * @param unknown the very NOT_FOUND that a thing gives which does not exist: thrown to strangers
     * @throws FaultException also FORBIDDEN, to members whose role is too small
     */
    public static void require(Caller caller, UUID project, Role least, Supplier<FaultException> unknown) {
        if (!maySee(caller, project)) {
            throw unknown.get();
        }
        if (!has(caller, project, least)) {
            throw new FaultException(Fault.FORBIDDEN, "Your role in this project does not allow that: it takes " + least.word() + ".");
        }
    }

    /** FORBIDDEN for whom is no admin. */
    public static void requireAdmin(Caller caller) {
        if (!caller.admin()) {
            throw new FaultException(Fault.FORBIDDEN, "Only an admin may.");
        }
    }
}
