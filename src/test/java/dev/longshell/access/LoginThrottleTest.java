package dev.longshell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.setting.Settings;
import dev.longshell.store.AttemptRepository;
import dev.longshell.store.CredentialRepository;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Whom failed logins slow down, and whom they never do. */
class LoginThrottleTest {
    private static final String SECRET = "0123456789abcdefghijklmnopqrstuvwxyz";
    private final KnownBrowsers browsers = browsers(SECRET);
    private final LoginAddresses addresses = new LoginAddresses();
    private final LoginThrottle throttle = new LoginThrottle(browsers, addresses, new NoDatabase());

    private static KnownBrowsers browsers(String secret) {
        Settings settings = Settings.read(name -> name.equals("JWT_SECRET") ? new Settings.Value(secret, "test") : null);
        return new KnownBrowsers(settings, new Tokens(settings));
    }

    /** What the gateway's own count does alone. */
    private static final class NoDatabase extends AttemptRepository {
        @Override
        public OptionalLong attempt(String key, int most) {
            throw new FaultException(Fault.DATABASE_UNAVAILABLE, "away");
        }

        @Override
        public void withdraw(String key) {
            throw new FaultException(Fault.DATABASE_UNAVAILABLE, "away");
        }

        @Override
        public void forget(String key) {
            throw new FaultException(Fault.DATABASE_UNAVAILABLE, "away");
        }
    }

    /** ada is logged in at 203.0.113.7, and at home in 2001:db8:0:7::/64. */
    private static final class LoginAddresses extends CredentialRepository {
        private String another = "none";

        @Override
        public List<String> addressesOf(String username, Instant now) {
            return username.equals("ada") ? List.of("203.0.113.7", "2001:db8:0:7::1", another) : List.of();
        }
    }

    private static Client at(String address) {
        return new Client(address, "a test", null);
    }

    private void fails(int times, String name, Client client) {
        for (int time = 0; time < times; time++) {
            LoginThrottle.Attempt attempt = throttle.attempt(name, client);
            attempt.look();
            attempt.count();
        }
    }

    private void assertRefused(String name, Client client) {
        FaultException refusal = assertThrows(FaultException.class, () -> fails(1, name, client));
        assertEquals(Fault.RATE_LIMIT, refusal.fault());
    }

    @Test
    void theSixthFailureOfANameFromAnAddressIsRefusedAndNobodyElse() {
        fails(5, "ada", at("192.0.2.1"));

        assertRefused("Ada", at("192.0.2.1"));
        assertRefused("ada", at("::ffff:192.0.2.1"));
        fails(1, "bob", at("192.0.2.1"));
        fails(1, "ada", at("192.0.2.2"));
    }

    @Test
    void anIpv6SubscriberIsOneAddress() {
        for (int number = 1; number <= 5; number++) {
            fails(1, "bob", at("2001:db8::" + number));
        }

        assertRefused("bob", at("2001:db8::6"));
        fails(1, "bob", at("2001:db8:0:1::6"));
    }

    @Test
    void theFiftyFirstFailureOfAnAddressIsRefusedWhateverTheName() {
        for (int number = 1; number <= 50; number++) {
            fails(1, "name" + number, at("192.0.2.1"));
        }

        assertRefused("another", at("192.0.2.1"));
        fails(1, "another", at("192.0.2.2"));
    }

    /** The story: a name was guessed at from a thousand addresses, five times a minute of each. */
    @Test
    void aNameIsGuessedAtTwentyTimesAMinuteFromHoweverManyAddresses() {
        guessedAt("ada");
        guessedAt("nobody-has-that-name");

        assertRefused("ada", at("198.51.100.1"));
        assertRefused("nobody-has-that-name", at("198.51.100.1"));
        fails(1, "bob", at("198.51.100.1"));
    }

    @Test
    void whoHasLoggedInFromThereBeforeIsNotSlowedDownByOthers() {
        guessedAt("ada");

        fails(5, "ada", at("203.0.113.7"));
        fails(5, "ada", at("2001:db8:0:7::2"));
        assertRefused("ada", at("203.0.113.7"));
    }

    @Test
    void aKnownBrowserCountsByItselfWhereverItIsAndHasFiveTriesToo() {
        guessedAt("ada");
        Client known = new Client("192.0.2.0", "a test", browsers.valueFor("ada"));

        fails(5, "ada", known);
        assertRefused("ada", known);
        fails(5, "ada", new Client("192.0.2.0", "a test", browsers.valueFor("Ada")));
    }

    @Test
    void aBrowserOfSomebodyElseOrOfAnotherKeyOrAForgedOneIsUnknown() {
        guessedAt("ada");
        String value = browsers.valueFor("ada");

        assertRefused("ada", new Client("198.51.100.1", "a test", browsers.valueFor("bob")));
        assertRefused("ada", new Client("198.51.100.1", "a test", browsers("another secret, as long as the first").valueFor("ada")));
        for (String forged : new String[] {"", ".", "x", value + ".", "x" + value, value.substring(1), value.replace(".", ".x")}) {
            assertRefused("ada", new Client("198.51.100.1", "a test", forged));
        }
    }

    @Test
    void anAttemptThatWasRefusedOrRightOrNotJudgedDoesNotCount() {
        fails(19, "ada", 19);
        for (int time = 0; time < 30; time++) {
            LoginThrottle.Attempt right = throttle.attempt("ada", at("198.51.100.1"));
            right.count();
            right.succeeded();
            LoginThrottle.Attempt notJudged = throttle.attempt("ada", at("198.51.100.2"));
            notJudged.count();
            notJudged.withdraw();
        }
        fails(1, "ada", at("198.51.100.3"));
        for (int time = 0; time < 30; time++) {
            assertRefused("ada", at("198.51.100.4"));
        }
        addresses.another = "198.51.100.4";
        fails(5, "ada", at("198.51.100.4"));
    }

    private void guessedAt(String name) {
        fails(20, name, 20);
    }

    private void fails(int times, String name, int addresses) {
        for (int time = 0; time < times; time++) {
            fails(1, name, at("192.0.2." + time % addresses));
        }
    }
}
