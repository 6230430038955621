package dev.longshell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That unknown and known names cost the same is held by what is done, not by a clock. */
class PasswordsTest {
    private static final Map<String, String> STRENGTH = Map.of("Pbkdf2PasswordHash.Algorithm", "PBKDF2WithHmacSHA512", "Pbkdf2PasswordHash.Iterations", "210000");

    /** Says what it did; a hash names the strength that it was made with. */
    private static final class SpelledOut implements Pbkdf2PasswordHash {
        private final List<String> verified = new ArrayList<>();
        private Map<String, String> strength = Map.of();
        private boolean takesAll;

        @Override
        public void initialize(Map<String, String> parameters) {
            strength = parameters;
        }

        @Override
        public String generate(char[] password) {
            return strength + ":" + new String(password);
        }

        @Override
        public boolean verify(char[] password, String hashed) {
            verified.add(hashed);
            return takesAll || hashed.equals(generate(password));
        }
    }

    private final SpelledOut hash = new SpelledOut();
    private final Passwords passwords = new Passwords(hash);

    @Test
    void aNameThatNobodyHasIsCheckedOnceAgainstAHashOfTheSameStrength() {
        String stored = passwords.hash("right password");

        assertTrue(passwords.matches("right password", stored));
        assertFalse(passwords.matches("wrong password", stored));
        assertFalse(passwords.matches("wrong password", null));

        assertEquals(List.of(STRENGTH, STRENGTH, STRENGTH), hash.verified.stream().map(PasswordsTest::strengthOf).toList());
    }

    @Test
    void nobodyHasNoPassword() {
        hash.takesAll = true;

        assertTrue(passwords.matches("any", passwords.hash("right password")), "the control");
        assertFalse(passwords.matches("any", null));
    }

    private static Map<String, String> strengthOf(String hashed) {
        return hashed.startsWith(STRENGTH.toString() + ":") ? STRENGTH : Map.of(hashed, "");
    }
}
