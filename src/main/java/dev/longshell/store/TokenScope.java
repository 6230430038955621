package dev.longshell.store;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a personal token may do at most, least first: each may do what those before it may. What that is, {@code
 * access} decides.
 */
public enum TokenScope {
    /** Sees what its owner sees, but for what only admins see. */
    READ,
    /** Also opens, types into and ends sessions. */
    OPERATE,
    /** Also changes projects and their members, and sees what only admins see. */
    ADMINISTER;

    /** The word in JSON and the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The scope with that word; empty when there is none. */
    public static Optional<TokenScope> ofWord(String word) {
        return Arrays.stream(values()).filter(scope -> scope.word().equals(word)).findFirst();
    }
}
