package dev.longshell.access;

import dev.longshell.audit.Action;
import dev.longshell.audit.Audit;
import dev.longshell.audit.Outcome;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.store.Credential;
import dev.longshell.store.CredentialRepository;
import dev.longshell.store.IdentityRepository;
import dev.longshell.store.TokenScope;
import dev.longshell.store.User;
import dev.longshell.store.UserRepository;
import dev.longshell.text.Names;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** What everybody does about their own access: the password, where they are logged in, personal tokens. Changes take a login: FORBIDDEN for a personal token. */
@ApplicationScoped
public class Account {
    /** @param name what the browser or program calls itself @param current true for the login that asks; times in UTC, {@code lastUsedAt} to the minute or null */
    public record LoginView(UUID id, String name, String address, Instant createdAt, Instant expiresAt, Instant lastUsedAt, boolean current) {
    }

    /**
     * @param name given by its owner @param scope {@code read}, {@code operate} or {@code administer}; times in UTC,
     * {@code lastUsedAt} to the minute or null
     */
    public record TokenView(UUID id, String name, String scope, Instant createdAt, Instant expiresAt,
            Instant lastUsedAt) {
    }

    /** @param scope as in {@link TokenView} @param token shown this once: only its hash is kept */
    public record NewToken(UUID id, String name, String scope, Instant expiresAt, String token) {
    }

    /** @param issuer the provider @param linkedAt UTC */
    public record IdentityView(UUID id, String issuer, Instant linkedAt) {
    }

    private static final int LONGEST_NAME = 100;
    private static final int MOST_DAYS = 366;
    private static final int MOST_TOKENS = 50;

    @Inject
    private Logins logins;
    @Inject
    private Passwords passwords;
    @Inject
    private UserRepository users;
    @Inject
    private CredentialRepository credentials;
    @Inject
    private IdentityRepository identities;
    @Inject
    private AccessChanges changes;
    @Inject
    private Audit audit;

    /** Whether there is one to change: who came through a provider has none until an admin gives them one. */
    public boolean hasPassword(Caller caller) {
        return users.findByUsername(caller.username()).map(User::passwordHash).isPresent();
    }

    /** The caller's accounts at OpenID Connect providers, oldest first. */
    public List<IdentityView> identities(Caller caller) {
        return identities.list(caller.userId()).stream().map(each -> new IdentityView(each.id(), each.issuer(), each.createdAt())).toList();
    }

    /** From now on that account lets nobody in. NOT_FOUND for any other's, CONFLICT for the last way in of somebody without a password. */
    public void unlink(Caller caller, UUID id) {
        Rights.requireLogin(caller);
        if (!hasPassword(caller) && identities(caller).size() < 2) {
            throw new FaultException(Fault.CONFLICT, "You could not log in any more: you have no password.");
        }
        if (!identities.remove(caller.userId(), id)) {
            throw new FaultException(Fault.NOT_FOUND, "You have no such account at a provider.");
        }
        audit.record(Action.IDENTITY_UNLINK, caller.username(), id.toString(), Outcome.DONE, null);
    }

    /** Ends every login and token of the caller; the answer is a new login. UNAUTHENTICATED and RATE_LIMIT as {@link Logins#login}, INVALID_PARAMETER for the new password. */
    public Login changePassword(Caller caller, String current, String next, Client client) {
        Rights.requireLogin(caller);
        logins.checked(caller.username(), current, client);
        String hash = passwords.hash(Passwords.checked(next == null ? "" : next, caller.username()));
        User user = users.change(caller.username(), each -> each.passwordHash(hash)).orElseThrow();
        audit.record(Action.USER_PASSWORD, user.username(), user.username(), Outcome.DONE, null);
        changes.announce(user.id());
        return logins.begin(user, client, false);
    }

    /** Newest first. */
    public List<LoginView> logins(Caller caller) {
        return credentials.list(caller.userId(), Credential.LOGIN, Instant.now()).stream().map(login -> new LoginView(login.id(), login.name(), login.address(),
                login.createdAt(), login.expiresAt(), login.lastUsedAt(), login.id().equals(caller.proof().id()))).toList();
    }

    /** Newest first. */
    public List<TokenView> tokens(Caller caller) {
        return credentials.list(caller.userId(), Credential.TOKEN, Instant.now()).stream()
                .map(token -> new TokenView(token.id(), token.name(), token.scope().word(), token.createdAt(),
                        token.expiresAt(), token.lastUsedAt())).toList();
    }

    /**
     * @param days until it expires, 1 to 366 @param scope null: {@code read}. INVALID_PARAMETER for one of the three
     * that cannot be, CONFLICT when there are 50
     */
    public NewToken makeToken(Caller caller, String name, Integer days, String scope, Client client) {
        Rights.requireLogin(caller);
        String checked = Names.checked(name, LONGEST_NAME).orElseThrow(
                () -> new FaultException(Fault.INVALID_PARAMETER, "name: allowed are " + Names.rule(LONGEST_NAME) + "."));
        if (days == null || days < 1 || days > MOST_DAYS) {
            throw new FaultException(Fault.INVALID_PARAMETER, "expiresInDays: allowed is a whole number from 1 to 366.");
        }
        TokenScope most = scope == null ? TokenScope.READ : TokenScope.ofWord(scope)
                .orElseThrow(() -> new FaultException(Fault.INVALID_PARAMETER,
                        "scope: allowed is read, operate or administer."));
        if (tokens(caller).size() >= MOST_TOKENS) {
            throw new FaultException(Fault.CONFLICT, "You have " + MOST_TOKENS + " tokens; revoke one first.");
        }
        String token = PersonalToken.random();
        Instant now = Instant.now();
        User user = users.findByUsername(caller.username()).orElseThrow();
        Credential credential = Credential.token(user, checked, most, client.address(), PersonalToken.hash(token),
                now, now.plus(Duration.ofDays(days)).truncatedTo(ChronoUnit.SECONDS));
        credentials.add(credential);
        audit.record(Action.TOKEN_CREATE, caller.username(), credential.id().toString(), Outcome.DONE,
                credential.name() + ", may " + most.word());
        return new NewToken(credential.id(), credential.name(), most.word(), credential.expiresAt(), token);
    }

    /** Takes one of the caller's own logins or tokens away; its sockets close. NOT_FOUND for any other. */
    public void revoke(Caller caller, UUID id) {
        Rights.requireLogin(caller);
        if (!credentials.remove(caller.userId(), id)) {
            throw new FaultException(Fault.NOT_FOUND, "You have no such login or token.");
        }
        audit.record(Action.TOKEN_REVOKE, caller.username(), id.toString(), Outcome.DONE, null);
        changes.announce(caller.userId());
    }
}
