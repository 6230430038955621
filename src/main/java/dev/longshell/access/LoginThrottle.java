package dev.longshell.access;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.limit.IpAddress;
import dev.longshell.store.AttemptRepository;
import dev.longshell.store.CredentialRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Counts failed logins and says who must wait; whether a name exists makes no difference. An attempt counts from its
 * beginning.
 *
 * <pre>
 *  a browser in which the name has logged in before:  5 a minute of that browser, and nothing else counts
 *  anybody else:  5 a minute of the name from that address, 50 of the address,
 *                 and 20 of the name from all addresses together, unless it has a login from that address
 * </pre>
 *
 * An address is an IPv4 address or a /64 of IPv6. The last line slows a name's guessers down, however many addresses
 * they have, and never its owner where they have logged in before.
 */
@ApplicationScoped
public class LoginThrottle {
    private static final int MOST_OF_NAME = 5;
    /** Whatever the names: a list of names is tried, not a password mistyped. */
    private static final int MOST_OF_ADDRESS = 50;
    /** The rate is one try in three seconds, some ten million guesses a year. */
    private static final int MOST_OF_NAME_EVERYWHERE = 20;

    private SharedThrottle byName;
    private SharedThrottle byAddress;
    private SharedThrottle everywhere;
    private KnownBrowsers browsers;
    private CredentialRepository credentials;

    protected LoginThrottle() {
        // for the container's proxy
    }

    @Inject
    public LoginThrottle(KnownBrowsers browsers, CredentialRepository credentials, AttemptRepository attempts) {
        this.byName = new SharedThrottle("name", MOST_OF_NAME, attempts);
        this.byAddress = new SharedThrottle("address", MOST_OF_ADDRESS, attempts);
        this.everywhere = new SharedThrottle("name everywhere", MOST_OF_NAME_EVERYWHERE, attempts);
        this.browsers = browsers;
        this.credentials = credentials;
    }

    /** What an attempt is counted by. */
    private record Count(SharedThrottle throttle, String key) {
    }

    /** One attempt to log in. */
    final class Attempt {
        private final String name;
        private final Client client;
        private final boolean known;
        private final List<Count> counts = new ArrayList<>();
        private final List<Count> counted = new ArrayList<>();

        private Attempt(String username, Client client) {
            this.name = username.toLowerCase(Locale.ROOT);
            this.client = client;
            String browser = browsers.numberOf(client.browser(), name).orElse(null);
            this.known = browser != null;
            if (known) {
                counts.add(new Count(byName, name + " by browser " + browser));
                return;
            }
            counts.add(new Count(byName, name + " from " + client.network()));
            counts.add(new Count(byAddress, client.network()));
            counts.add(new Count(everywhere, name));
        }

        /** Whether it comes by a browser in which that name has logged in before. */
        boolean known() {
            return known;
        }

        /**
         * Refuses what this gateway knows to be too much, without asking a database. @throws FaultException RATE_LIMIT
         */
        void look() {
            for (Count count : counts) {
                if (count.throttle() != everywhere) { // who is known by their address is not refused for that
                    slowDown(count.throttle().look(count.key()));
                }
            }
        }

        /** Counts it. @throws FaultException RATE_LIMIT with the time to wait, and it does not count */
        void count() {
            for (Count count : counts) {
                OptionalLong wait = count.throttle().attempt(count.key());
                if (wait.isEmpty()) {
                    counted.add(count);
                } else if (count.throttle() != everywhere || !hasLoginFromThere()) {
                    withdraw();
                    slowDown(wait);
                }
            }
        }

        private boolean hasLoginFromThere() {
            return credentials.addressesOf(name, Instant.now()).stream().map(IpAddress::network)
                    .anyMatch(client.network()::equals);
        }

        /** It was not judged: it counts no more. */
        void withdraw() {
            counted.forEach(count -> count.throttle().withdraw(count.key()));
            counted.clear();
        }

        /** It was right: what failed before under that name from there counts no more either. */
        void succeeded() {
            for (Count count : counted) {
                if (count.throttle() == byName) {
                    count.throttle().succeeded(count.key());
                } else {
                    count.throttle().withdraw(count.key());
                }
            }
        }
    }

    Attempt attempt(String username, Client client) {
        return new Attempt(username, client);
    }

    private static void slowDown(OptionalLong wait) {
        if (wait.isPresent()) {
            throw FaultException.retryable(Fault.RATE_LIMIT, "Too many failed logins; wait a minute.",
                    wait.getAsLong(), null);
        }
    }
}
