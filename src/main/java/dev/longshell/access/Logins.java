package dev.longshell.access;

import dev.longshell.audit.Action;
import dev.longshell.audit.Audit;
import dev.longshell.audit.Outcome;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.store.AttemptRepository;
import dev.longshell.store.Credential;
import dev.longshell.store.CredentialRepository;
import dev.longshell.store.User;
import dev.longshell.store.UserRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Exchanges a name and password for a token, a token for a later one, and ends logins; knows nothing of HTTP or cookies. */
@ApplicationScoped
public class Logins {
    /** Failures within a minute of one name from one address. */
    private static final int MOST_OF_NAME = 5;
    /** Failures within a minute from one address, whatever the names: a list of names is tried, not a password mistyped. */
    private static final int MOST_OF_ADDRESS = 50;
    /** However often it is refreshed, a login ends then. */
    private static final Duration LONGEST = Duration.ofDays(30);

    private SharedThrottle byName;
    private SharedThrottle byAddress;
    private UserRepository users;
    private CredentialRepository credentials;
    private Passwords passwords;
    private Tokens tokens;
    private AccessChanges changes;
    private Audit audit;

    protected Logins() {
        // for the container's proxy
    }

    @Inject
    public Logins(UserRepository users, CredentialRepository credentials, Passwords passwords, Tokens tokens, AccessChanges changes, Audit audit, AttemptRepository attempts) {
        this.byName = new SharedThrottle("name", MOST_OF_NAME, attempts);
        this.byAddress = new SharedThrottle("address", MOST_OF_ADDRESS, attempts);
        this.users = users;
        this.credentials = credentials;
        this.passwords = passwords;
        this.tokens = tokens;
        this.changes = changes;
        this.audit = audit;
    }

    /**
     * @throws FaultException UNAUTHENTICATED for a wrong name or password and a disabled user alike, after the same time; RATE_LIMIT with the time to wait
     *                        after five failures within a minute of that name from that address, or fifty from that address
     */
    public Login login(String username, String password, Client client) {
        try {
            Login login = begin(checked(username, password, client), client, false);
            audit.record(Action.LOGIN, login.username(), null, Outcome.DONE, null);
            return login;
        } catch (FaultException e) {
            audit.recordFault(Action.LOGIN, username, null, e);
            throw e;
        }
    }

    /** The user, when that is their password; counts and refuses as {@link #login}, for whoever asks for a password once more. */
    User checked(String username, String password, Client client) {
        if (isUnusable(username) || isUnusable(password)) {
            throw refused();
        }
        String key = username.toLowerCase(Locale.ROOT) + " from " + client.address();
        slowDown(byName.attempt(key));
        slowDown(byAddress.attempt(client.address()));
        Optional<User> user = find(username, key, client);
        boolean matches = passwords.matches(password, user.map(User::passwordHash).orElse(null));
        if (!matches || user.get().disabled()) {
            throw refused();
        }
        byName.succeeded(key);
        byAddress.withdraw(client.address());
        return user.get();
    }

    /** A database that is away is nobody's failed login. */
    private Optional<User> find(String username, String key, Client client) {
        try {
            return users.findByUsername(username);
        } catch (FaultException e) {
            byName.withdraw(key);
            byAddress.withdraw(client.address());
            throw e;
        }
    }

    /** A login of somebody who has proved who they are. @param byProvider to an OpenID Connect provider */
    Login begin(User user, Client client, boolean byProvider) {
        Instant now = Instant.now();
        Credential credential = Credential.login(user, client.agent(), client.address(), now, tokens.expiry(now), byProvider);
        credentials.add(credential);
        return new Login(tokens.sign(user.id(), credential.id(), now, credential.expiresAt()), credential.expiresAt(), user.username());
    }

    /** A later token of the caller's login; the sockets that it opened live as long. FORBIDDEN for a personal token, UNAUTHENTICATED for a login of 30 days. */
    public Login refresh(Caller caller) {
        Rights.requireLogin(caller);
        Credential login = credentials.find(caller.proof().id()).orElseThrow(Logins::over);
        Instant now = Instant.now();
        Instant end = login.createdAt().plus(LONGEST).truncatedTo(ChronoUnit.SECONDS);
        Instant expires = tokens.expiry(now).isBefore(end) ? tokens.expiry(now) : end;
        if (!expires.isAfter(now)) {
            throw over();
        }
        credentials.prolong(login.id(), expires);
        return new Login(tokens.sign(caller.userId(), login.id(), now, expires), expires, caller.username());
    }

    /**
     * Ends the login, or the personal token whatever its scope; it is good no more, and its sockets close.
     *
     * @return whether it came by an OpenID Connect provider, where another goes on
     */
    public boolean logOut(Caller caller) {
        boolean byProvider = credentials.find(caller.proof().id()).map(Credential::byProvider).orElse(false);
        credentials.remove(caller.userId(), caller.proof().id());
        audit.record(Action.LOGOUT, caller.username(), null, Outcome.DONE, null);
        changes.announce(caller.userId());
        return byProvider;
    }

    private static void slowDown(OptionalLong wait) {
        if (wait.isPresent()) {
            throw FaultException.retryable(Fault.RATE_LIMIT, "Too many failed logins; wait a minute.", wait.getAsLong(), null);
        }
    }

    private static boolean isUnusable(String text) {
        return text == null || text.isEmpty() || text.length() > Passwords.LONGEST || text.indexOf('\0') >= 0;
    }

    private static FaultException refused() {
        return new FaultException(Fault.UNAUTHENTICATED, "Wrong name or password.");
    }

    private static FaultException over() {
        return new FaultException(Fault.UNAUTHENTICATED, "Log in first.");
    }
}
