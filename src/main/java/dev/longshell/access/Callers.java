package dev.longshell.access;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.store.AccessVersions;
import dev.longshell.store.Credential;
import dev.longshell.store.CredentialRepository;
import dev.longshell.store.Membership;
import dev.longshell.store.Role;
import dev.longshell.store.User;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.Principal;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Turns what somebody carries into the {@link Caller} that it stands for now; knows nothing of how it is carried. */
@ApplicationScoped
public class Callers {
    private static final String LOGIN = "login ";
    private static final String TOKEN = "token ";

    private Tokens tokens;
    private CredentialRepository credentials;
    private AccessVersions versions;
    private KnownAdmins admins;
    private KnownCallers known;

    protected Callers() {
        // for the container's proxy
    }

    @Inject
    public Callers(Tokens tokens, CredentialRepository credentials, AccessVersions versions, KnownAdmins admins, KnownCallers known) {
        this.tokens = tokens;
        this.credentials = credentials;
        this.versions = versions;
        this.admins = admins;
        this.known = known;
    }

    /** The name of the principal that this token stands for, without asking the database; empty for a token that cannot be good. */
    Optional<String> principalOf(String token) {
        if (PersonalToken.looksLikeOne(token)) {
            return Optional.of(TOKEN + PersonalToken.hash(token));
        }
        return tokens.check(token).map(login -> LOGIN + login);
    }

    /**
     * @param principal of the request or handshake; null for nobody
     * @throws FaultException UNAUTHENTICATED for nobody, for a login or token that is over or was taken away, and for a disabled user
     */
    public Caller of(Principal principal) {
        return of(principal == null ? "" : principal.getName());
    }

    /**
     * The same, but while the database is away also an admin whom it knew when it was last asked. Only for what changes nothing and keeps no secret.
     *
     * @throws FaultException as {@link #of(Principal)}, and DATABASE_UNAVAILABLE or CIRCUIT_OPEN for all others
     */
    public Caller ofAdminEvenWithoutDatabase(Principal principal) {
        try {
            return of(principal);
        } catch (FaultException e) {
            if (e.fault() != Fault.DATABASE_UNAVAILABLE && e.fault() != Fault.CIRCUIT_OPEN) {
                throw e;
            }
            return admins.find(principal.getName(), Instant.now()).orElseThrow(() -> e);
        }
    }

    /** The caller of that token. @throws FaultException as {@link #of(Principal)} */
    public Caller ofToken(String token) {
        return of(principalOf(token).orElse(""));
    }

    /** The caller of that login or token. @throws FaultException as {@link #of(Principal)} */
    Caller ofCredential(UUID id) {
        return good(credentials.find(id));
    }

    /** The same login or token, as it is now. @throws FaultException as {@link #of(Principal)} */
    public Caller again(Caller caller) {
        return ofCredential(caller.proof().id());
    }

    /** How often the access of those users has changed; none for one who is gone. */
    public Map<UUID, Long> versions(Collection<UUID> users) {
        return versions.of(users);
    }

    private Caller of(String name) {
        try {
            Caller caller = find(name);
            admins.seen(name, caller);
            known.seen(name, caller);
            return caller;
        } catch (FaultException e) {
            if (e.fault() == Fault.UNAUTHENTICATED) {
                admins.forget(name);
                known.forget(name);
            }
            throw e;
        }
    }

    private Caller find(String name) {
        if (name.startsWith(TOKEN)) {
            return good(credentials.findByHash(name.substring(TOKEN.length())));
        }
        if (name.startsWith(LOGIN)) {
            return good(credentials.find(UUID.fromString(name.substring(LOGIN.length()))));
        }
        throw unauthenticated(); // also the container's own anonymous caller
    }

    private Caller good(Optional<Credential> found) {
        Instant now = Instant.now();
        Credential credential = found.filter(each -> each.expiresAt().isAfter(now) && !each.user().disabled()).orElseThrow(Callers::unauthenticated);
        credentials.used(credential, now);
        return callerOf(credential.user(), credential);
    }

    private static Caller callerOf(User user, Credential credential) {
        Map<UUID, Role> roles = user.memberships().stream().collect(Collectors.toUnmodifiableMap(Membership::projectId, Membership::role));
        return new Caller(user.id(), user.username(), user.admin(), roles, user.accessVersion(),
                new Caller.Proof(credential.id(), credential.scope(), credential.expiresAt()));
    }

    private static FaultException unauthenticated() {
        return new FaultException(Fault.UNAUTHENTICATED, "Log in first.");
    }
}
