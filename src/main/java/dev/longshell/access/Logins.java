package dev.longshell.access;

import dev.longshell.audit.Action;
import dev.longshell.audit.Audit;
import dev.longshell.audit.Outcome;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.store.Credential;
import dev.longshell.store.CredentialRepository;
import dev.longshell.store.User;
import dev.longshell.store.UserRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Exchanges a name and password for a token, a token for a later one, and ends logins; knows nothing of HTTP or cookies. */
@ApplicationScoped
public class Logins {
    /** However often it is refreshed, a login ends then. */
    private static final Duration LONGEST = Duration.ofDays(30);

    private LoginThrottle throttle;
    private HashPermits permits;
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
    public Logins(UserRepository users, CredentialRepository credentials, Passwords passwords, Tokens tokens, AccessChanges changes, Audit audit,
            LoginThrottle throttle, HashPermits permits) {
        this.throttle = throttle;
        this.permits = permits;
        this.users = users;
        this.credentials = credentials;
        this.passwords = passwords;
        this.tokens = tokens;
        this.changes = changes;
        this.audit = audit;
    }

    /**
     * @throws FaultException UNAUTHENTICATED for a wrong name or password and a disabled user alike, after the same time; RATE_LIMIT with the time to wait
     *                        where there were too many failures ({@link LoginThrottle}) or are too many logins just now ({@link HashPermits})
     */
    public Login login(String username, String password, Client client) {
        try {
            Login login = begin(proved(username, password, client), client, false);
            audit.record(Action.LOGIN, login.username(), null, Outcome.DONE, null);
            return login;
        } catch (FaultException e) {
            audit.recordFault(Action.LOGIN, username, null, e);
            throw e;
        }
    }

    /** A stranger's turn comes before anything is asked of the database: nobody who is logged in waits there behind strangers. */
    private User proved(String username, String password, Client client) {
        LoginThrottle.Attempt attempt = attempt(username, password, client);
        try (HashPermits.Permit permit = permits.forStranger(client.network(), attempt.known())) {
            return checked(attempt, permit, username, password);
        }
    }

    /** The user, when that is their password; counts and refuses as {@link #login}, for whoever is logged in and is asked for the password once more. */
    User checked(String username, String password, Client client) {
        LoginThrottle.Attempt attempt = attempt(username, password, client);
        try (HashPermits.Permit permit = permits.forCaller()) {
            return checked(attempt, permit, username, password);
        }
    }

    private LoginThrottle.Attempt attempt(String username, String password, Client client) {
        if (isUnusable(username) || isUnusable(password)) {
            throw refused();
        }
        LoginThrottle.Attempt attempt = throttle.attempt(username, client);
        attempt.look();
        return attempt;
    }

    private User checked(LoginThrottle.Attempt attempt, HashPermits.Permit permit, String username, String password) {
        attempt.count();
        Optional<User> user = find(username, attempt);
        boolean matches = passwords.matches(permit, password, user.map(User::passwordHash).orElse(null));
        if (!matches || user.get().disabled()) {
            throw refused();
        }
        attempt.succeeded();
        return user.get();
    }

    /** A database that is away is nobody's failed login. */
    private Optional<User> find(String username, LoginThrottle.Attempt attempt) {
        try {
            return users.findByUsername(username);
        } catch (FaultException e) {
            attempt.withdraw();
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
