package dev.longshell.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The text of a personal token, {@code lst_} and 256 random bits, and the hash under which it is kept; knows nothing of whose it is. One round of SHA-256 is
 * enough for what nobody can guess.
 */
final class PersonalToken {
    private static final String PREFIX = "lst_";
    private static final int RANDOM_BYTES = 32;

    private PersonalToken() {
    }

    static String random() {
        return PREFIX + KeptSecret.random(RANDOM_BYTES);
    }

    static boolean looksLikeOne(String text) {
        return text.startsWith(PREFIX);
    }

    /** Hexadecimal. */
    static String hash(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
