package dev.longshell.access;

import dev.longshell.store.Role;
import dev.longshell.store.TokenScope;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Who asks: a user and their roles as the database knew them when the request came in, and with what they came; knows
 * nothing of how that is carried.
 *
 * @param userId        the user
 * @param username      for people and logs
 * @param userIsAdmin   whether the user is an admin; {@link #admin} says whether the caller may act as one
 * @param roles         of the user, by project id
 * @param accessVersion of the user at that moment; when it has moved on, all of this may be otherwise
 * @param proof         what let the caller in
 */
public record Caller(UUID userId, String username, boolean userIsAdmin, Map<UUID, Role> roles, long accessVersion,
        Proof proof) {
    /**
     * @param id of the login or personal token @param scope of the personal token; null for a login @param expiresAt
     * UTC
     */
    public record Proof(UUID id, TokenScope scope, Instant expiresAt) {
        public boolean isLogin() {
            return scope == null;
        }
    }

    /**
     * Whether the caller may do everything: an admin, but not with a personal token of a smaller scope than {@code
     * administer}.
     */
    public boolean admin() {
        return userIsAdmin && Rights.mayDo(this, TokenScope.ADMINISTER);
    }

    /** Gives the caller's role in that project: the user's, but with a personal token no more than its scope. */
    public Optional<Role> roleIn(UUID project) {
        return roleOfUserIn(project).map(role -> Rights.atMost(proof.scope(), role));
    }

    /** Gives the user's role in that project, whatever let the caller in; an admin is a manager everywhere. */
    Optional<Role> roleOfUserIn(UUID project) {
        return userIsAdmin ? Optional.of(Role.MANAGER) : Optional.ofNullable(roles.get(project));
    }
}
