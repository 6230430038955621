package dev.longshell.access;

import dev.longshell.audit.Action;
import dev.longshell.audit.Audit;
import dev.longshell.audit.Outcome;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.store.AttemptRepository;
import dev.longshell.store.IdentityRepository;
import dev.longshell.store.User;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Exchanges what an OpenID Connect provider says of somebody for a login here; knows nothing of how it is asked.
 *
 * <p>An account there is a user here by issuer and subject alone. One that is new becomes a new user, member of nothing; a user who exists gets one by asking for it
 * while logged in. Names and e-mail addresses prove nothing: providers let people choose them.
 */
@ApplicationScoped
public class OpenIdLogins {
    /** @param provider where to send the browser @param sealed what it must bring back */
    public record Departure(URI provider, String sealed) {
    }

    /** @param login null where an account was linked @param next where the browser wanted to go; null for nowhere */
    public record Arrival(Login login, String next) {
    }

    /** Failures within a minute from one address: each may have cost a request to the provider. */
    private static final int MOST_OF_ADDRESS = 30;
    private static final int MOST_NAMES = 20;

    private SharedThrottle byAddress;
    private OpenIdProvider provider;
    private IdentityRepository identities;
    private Logins logins;
    private Callers callers;
    private Audit audit;
    private byte[] key;

    protected OpenIdLogins() {
        // for the container's proxy
    }

    @Inject
    public OpenIdLogins(OpenIdProvider provider, IdentityRepository identities, Logins logins, Callers callers, Tokens tokens, Audit audit, AttemptRepository attempts) {
        this.byAddress = new SharedThrottle("openid", MOST_OF_ADDRESS, attempts);
        this.provider = provider;
        this.identities = identities;
        this.logins = logins;
        this.callers = callers;
        this.audit = audit;
        this.key = tokens.derivedKey("visits to the OpenID Connect provider");
    }

    /** Whether there is a provider to ask. */
    public boolean areOffered() {
        return provider.isConfigured();
    }

    /**
     * Sends somebody to the provider.
     *
     * @param next    where they want to go afterwards; null for nowhere
     * @param linking whose account it becomes; null for somebody who logs in
     * @throws FaultException NOT_FOUND without a provider, PROVIDER_UNAVAILABLE, FORBIDDEN for a personal token
     */
    public Departure depart(String next, Caller linking, String ownOrigin) {
        requireOffered();
        if (linking != null) {
            Rights.requireLogin(linking);
        }
        OpenIdFlow flow = OpenIdFlow.begin(next, linking == null ? null : linking.proof().id());
        return new Departure(provider.question(flow, redirect(ownOrigin)), flow.seal(key, Instant.now()));
    }

    /**
     * Takes somebody who comes back from the provider.
     *
     * @param parameters of the request
     * @param sealed     what the browser was given at departure; null for nothing
     * @throws FaultException UNAUTHENTICATED where nothing is proved, also for a disabled user; CONFLICT where the account is another user's; RATE_LIMIT; otherwise as
     *                        {@link #depart}
     */
    public Arrival arrive(Map<String, List<String>> parameters, String sealed, String ownOrigin, Client client) {
        requireOffered();
        slowDown(byAddress.attempt(client.network()));
        try {
            OpenIdFlow flow = OpenIdFlow.open(sealed, key, Instant.now()).orElseThrow(() -> new OpenIdProvider.Unproved("this browser did not ask", null));
            OpenIdProvider.Account account = provider.answer(parameters, flow, redirect(ownOrigin));
            byAddress.withdraw(client.network());
            return flow.linking() == null ? new Arrival(logIn(account, client), flow.next()) : link(account, callers.ofCredential(flow.linking()), flow.next());
        } catch (OpenIdProvider.Unproved e) {
            audit.record(Action.LOGIN, null, provider.issuer().getValue(), Outcome.REFUSED, "openid: " + e.getMessage());
            throw new FaultException(Fault.UNAUTHENTICATED, "The identity provider's answer does not say who you are. Start again from the login page.", e);
        }
    }

    /** Where to send a browser that is to be logged out there too; empty where the provider offers no such place. @throws FaultException as {@link #depart} */
    public Optional<URI> leave() {
        requireOffered();
        return provider.logout();
    }

    /** Whether {@link #leave} leads somewhere; not while the provider is away. */
    public boolean offerToLeave() {
        try {
            return areOffered() && leave().isPresent();
        } catch (FaultException e) {
            return false; // the question was whether
        }
    }

    private Login logIn(OpenIdProvider.Account account, Client client) {
        User user = identities.findUser(account.issuer(), account.subject()).orElseGet(() -> newUser(account));
        try {
            if (user.disabled()) {
                throw new FaultException(Fault.UNAUTHENTICATED, "This account is disabled here.");
            }
            Login login = logins.begin(user, client, true);
            audit.record(Action.LOGIN, user.username(), account.issuer(), Outcome.DONE, "openid");
            return login;
        } catch (FaultException e) {
            audit.recordFault(Action.LOGIN, user.username(), account.issuer(), e);
            throw e;
        }
    }

    private Arrival link(OpenIdProvider.Account account, Caller caller, String next) {
        Rights.requireLogin(caller);
        identities.findUser(account.issuer(), account.subject()).filter(owner -> !owner.id().equals(caller.userId())).ifPresent(owner -> {
            FaultException taken = new FaultException(Fault.CONFLICT, "That account at the identity provider already is another user's.");
            audit.recordFault(Action.IDENTITY_LINK, caller.username(), account.issuer(), taken);
            throw taken;
        });
        if (identities.findUser(account.issuer(), account.subject()).isEmpty()) {
            identities.link(caller.userId(), account.issuer(), account.subject());
            audit.record(Action.IDENTITY_LINK, caller.username(), account.issuer(), Outcome.DONE, "subject " + account.subject());
        }
        return new Arrival(null, next);
    }

    /** With the first name that is free; a name that is taken is nobody's proof of being its owner. */
    private User newUser(OpenIdProvider.Account account) {
        String wanted = account.names().stream().map(name -> name.toLowerCase(Locale.ROOT)).filter(Users::isName).findFirst()
                .orElseGet(() -> "openid-" + UUID.nameUUIDFromBytes((account.issuer() + " " + account.subject()).getBytes(StandardCharsets.UTF_8)).toString().substring(0, 8));
        for (int number = 1; number <= MOST_NAMES; number++) {
            String name = number == 1 ? wanted : wanted.substring(0, Math.min(wanted.length(), Users.LONGEST_NAME - 3)) + "-" + number;
            try {
                User user = identities.add(new User(name, null, false), account.issuer(), account.subject());
                audit.record(Action.USER_CREATE, name, name, Outcome.DONE, "openid: subject " + account.subject() + " of " + account.issuer());
                return user;
            } catch (FaultException e) {
                Optional<User> meanwhile = identities.findUser(account.issuer(), account.subject());
                if (meanwhile.isPresent()) {
                    return meanwhile.get(); // the same person in two tabs
                }
                if (e.fault() != Fault.CONFLICT) {
                    throw e;
                }
            }
        }
        throw new FaultException(Fault.CONFLICT, "The names " + wanted + " to " + wanted + "-" + MOST_NAMES + " are taken; ask an admin.");
    }

    private void requireOffered() {
        if (!provider.isConfigured()) {
            throw new FaultException(Fault.NOT_FOUND, "There is no identity provider: see OIDC_ISSUER.");
        }
    }

    private static void slowDown(OptionalLong wait) {
        if (wait.isPresent()) {
            throw FaultException.retryable(Fault.RATE_LIMIT, "Too many failed logins from here; wait a minute.", wait.getAsLong(), null);
        }
    }

    private static URI redirect(String ownOrigin) {
        return URI.create(ownOrigin + "/openid/callback");
    }
}
