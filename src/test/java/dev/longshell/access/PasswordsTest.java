package dev.longshell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

/** That unknown and known names cost the same is held by what is done, not by a clock. */
class PasswordsTest {
    private static final Map<String, String> STRENGTH = Map.of("Pbkdf2PasswordHash.Algorithm", "PBKDF2WithHmacSHA512", "Pbkdf2PasswordHash.Iterations", "210000");

    /** Says what it did; a hash names the strength that it was made with. */
    private static final class SpelledOut implements Pbkdf2PasswordHash {
        private final List<String> verified = new ArrayList<>();
        private Map<String, String> strength = Map.of();
        private boolean takesAll;
        private final List<Integer> turns = new ArrayList<>();
        private IntSupplier running;

        @Override
        public void initialize(Map<String, String> parameters) {
            strength = parameters;
        }

        @Override
        public String generate(char[] password) {
            turn();
            return strength + ":" + new String(password);
        }

        @Override
        public boolean verify(char[] password, String hashed) {
            verified.add(hashed);
            turn();
            return takesAll || hashed.equals(strength + ":" + new String(password));
        }

        /** How many had a turn while this hashed. */
        private void turn() {
            if (running != null) {
                turns.add(running.getAsInt());
            }
        }
    }

    private final SpelledOut hash = new SpelledOut();
    private final HashPermits permits = new HashPermits(1);
    private final Passwords passwords = new Passwords(hash, permits);

    @Test
    void aNameThatNobodyHasIsCheckedOnceAgainstAHashOfTheSameStrength() {
        String stored = passwords.hash("right password");

        assertTrue(matches("right password", stored));
        assertFalse(matches("wrong password", stored));
        assertFalse(matches("wrong password", null));

        assertEquals(List.of(STRENGTH, STRENGTH, STRENGTH), hash.verified.stream().map(PasswordsTest::strengthOf).toList());
    }

    @Test
    void nobodyHasNoPassword() {
        hash.takesAll = true;

        assertTrue(matches("any", passwords.hash("right password")), "the control");
        assertFalse(matches("any", null));
    }

    @Test
    void nobodyHashesOutOfTurn() {
        hash.running = permits::running;
        passwords.hash("right password");
        matches("wrong password", null);

        assertEquals(List.of(1, 1), hash.turns);
        assertEquals(0, permits.running());
    }

    private boolean matches(String password, String stored) {
        try (HashPermits.Permit permit = permits.forStranger("192.0.2.1", false)) {
            return passwords.matches(permit, password, stored);
        }
    }

    private static Map<String, String> strengthOf(String hashed) {
        return hashed.startsWith(STRENGTH.toString() + ":") ? STRENGTH : Map.of(hashed, "");
    }
}
