package dev.longshell.access;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.store.Membership;
import dev.longshell.store.Role;
import dev.longshell.store.User;
import dev.longshell.store.UserRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.Principal;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Turns the container's principal into a {@link Caller}; knows nothing of how it logged in. */
@ApplicationScoped
public class Callers {
    private UserRepository users;

    protected Callers() {
        // for the container's proxy
    }

    @Inject
    public Callers(UserRepository users) {
        this.users = users;
    }

    /**
     * @param principal of the request or handshake; null for nobody
     * @throws dev.longshell.fault.FaultException UNAUTHENTICATED for nobody, an unknown or a disabled user
     */
    public Caller of(Principal principal) {
        if (principal == null) {
            throw unauthenticated();
        }
        return users.findWithMemberships(idOf(principal)).filter(user -> !user.disabled()).map(Callers::callerOf).orElseThrow(Callers::unauthenticated);
    }

    static Caller callerOf(User user) {
        Map<UUID, Role> roles = user.memberships().stream().collect(Collectors.toUnmodifiableMap(Membership::projectId, Membership::role));
        return new Caller(user.id(), user.username(), user.admin(), roles, user.accessVersion());
    }

    private static UUID idOf(Principal principal) {
        try {
            return UUID.fromString(principal.getName());
        } catch (IllegalArgumentException e) {
            throw unauthenticated(); // the container's own anonymous caller
        }
    }

    private static FaultException unauthenticated() {
        return new FaultException(Fault.UNAUTHENTICATED, "Log in first.");
    }
}
