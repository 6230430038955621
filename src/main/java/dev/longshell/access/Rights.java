package dev.longshell.access;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.store.Role;
import dev.longshell.store.TokenScope;
import dev.longshell.store.User;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The one place where a role, or the lack of one, becomes an answer; knows nothing of sessions.
 *
 * <p>A personal token may do what its user may, up to its scope: {@code read} is a viewer at most, {@code operate} an
 * operator, and with {@code administer} it may be a manager and an admin. What lets somebody in and outlives the
 * token takes a login, whatever the scope: accounts, admins, tokens, passwords, logins and share links.
 */
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
        if (caller.roleOfUserIn(project).orElseThrow(unknown).compareTo(least) < 0) {
            throw new FaultException(Fault.FORBIDDEN, "Your role in this project does not allow that: it takes " + least.word() + ".");
        }
        requireScope(caller, scopeOf(least));
    }

    /** FORBIDDEN for whom is no admin, and for an admin's personal token without the scope {@code administer}. */
    public static void requireAdmin(Caller caller) {
        if (!caller.userIsAdmin()) {
            throw new FaultException(Fault.FORBIDDEN, "Only an admin may.");
        }
        requireScope(caller, TokenScope.ADMINISTER);
    }

    /**
     * FORBIDDEN for a personal token, whatever its scope: one that leaked must not make what outlives it, nor lock
     * its owner out.
     */
    public static void requireLogin(Caller caller) {
        if (!caller.proof().isLogin()) {
            throw new FaultException(Fault.FORBIDDEN,
                    "That takes a login: no personal token may do it, whatever its scope.");
        }
    }

    /** FORBIDDEN for a personal token whose scope is smaller. */
    public static void requireScope(Caller caller, TokenScope least) {
        if (!mayDo(caller, least)) {
            String most = caller.proof().scope() == TokenScope.READ ? "read" : "read and operate";
            throw new FaultException(Fault.FORBIDDEN,
                    "This token may only " + most + "; it needs the scope " + least.word() + ".");
        }
    }

    /** Whether what let the caller in may do that much. */
    static boolean mayDo(Caller caller, TokenScope least) {
        return caller.proof().isLogin() || caller.proof().scope().compareTo(least) >= 0;
    }

    /** That role, or the greatest that a token of that scope may have. @param scope null for a login */
    static Role atMost(TokenScope scope, Role role) {
        boolean fits = scope == null || scopeOf(role).compareTo(scope) <= 0;
        return fits ? role : atMost(scope, Role.values()[role.ordinal() - 1]);
    }

    private static TokenScope scopeOf(Role role) {
        return switch (role) {
            case VIEWER -> TokenScope.READ;
            case OPERATOR -> TokenScope.OPERATE;
            case MANAGER -> TokenScope.ADMINISTER;
        };
    }
}
