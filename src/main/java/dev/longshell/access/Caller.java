package dev.longshell.access;

import dev.longshell.store.Role;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Who asks: a user and their roles as the database knew them when the request came in; knows nothing of tokens or cookies.
 *
 * @param userId        the user
 * @param username      for people and logs
 * @param admin         may do everything
 * @param roles         by project id
 * @param accessVersion of the user at that moment; when it has moved on, all of this may be otherwise
 * @param proof         what let the caller in
 */
public record Caller(UUID userId, String username, boolean admin, Map<UUID, Role> roles, long accessVersion, Proof proof) {
    /** @param id of the login or personal token @param login true for a login, false for a personal token @param expiresAt UTC */
    public record Proof(UUID id, boolean login, Instant expiresAt) {
    }

    /** What the caller is in that project; an admin is a manager everywhere. */
    public Optional<Role> roleIn(UUID project) {
        return admin ? Optional.of(Role.MANAGER) : Optional.ofNullable(roles.get(project));
    }
}
