package dev.longshell.access;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.store.User;
import dev.longshell.store.UserRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Exchanges a name and password for a token; knows nothing of HTTP or cookies. */
@ApplicationScoped
public class Logins {
    private final Throttle throttle = new Throttle(System::nanoTime);
    private UserRepository users;
    private Passwords passwords;
    private Tokens tokens;

    protected Logins() {
        // for the container's proxy
    }

    @Inject
    public Logins(UserRepository users, Passwords passwords, Tokens tokens) {
        this.users = users;
        this.passwords = passwords;
        this.tokens = tokens;
    }

    /**
     * @param remoteAddress of the peer, for the throttle only
     * @throws FaultException UNAUTHENTICATED for a wrong name or password and a disabled user alike, after the same time; RATE_LIMIT with
     *                        the time to wait after five failures within a minute of that name from that address
     */
    public Login login(String username, String password, String remoteAddress) {
        if (isUnusable(username) || isUnusable(password)) {
            throw refused();
        }
        String key = username.toLowerCase(Locale.ROOT) + " from " + remoteAddress;
        OptionalLong wait = throttle.attempt(key);
        if (wait.isPresent()) {
            throw FaultException.retryable(Fault.RATE_LIMIT, "Too many failed logins; wait a minute.", wait.getAsLong(), null);
        }
        Optional<User> user = find(username, key);
        boolean matches = passwords.matches(password, user.map(User::passwordHash).orElse(null));
        if (!matches || user.get().disabled()) {
            throw refused();
        }
        throttle.succeeded(key);
        return refresh(Callers.callerOf(users.findWithMemberships(user.get().id()).orElseThrow(Logins::refused)));
    }

    /** A database that is away is nobody's failed login. */
    private Optional<User> find(String username, String key) {
        try {
            return users.findByUsername(username);
        } catch (FaultException e) {
            throttle.withdraw(key);
            throw e;
        }
    }

    /** A fresh token for somebody whose present one is still good. */
    public Login refresh(Caller caller) {
        Instant now = Instant.now();
        return new Login(tokens.sign(caller.userId(), now), tokens.expiry(now), caller);
    }

    private static boolean isUnusable(String text) {
        return text == null || text.isEmpty() || text.length() > Passwords.LONGEST || text.indexOf('\0') >= 0;
    }

    private static FaultException refused() {
        return new FaultException(Fault.UNAUTHENTICATED, "Wrong name or password.");
    }
}
