package dev.longshell.store;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a member is in a project, least first: each may do what those before it may. What that is, {@code access} decides. */
public enum Role {
    /** Watches. */
    VIEWER,
    /** Types, opens and ends sessions. */
    OPERATOR,
    /** Also edits the project and its members. */
    MANAGER;

    /** The word in JSON and the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role with that word; empty when there is none. */
    public static Optional<Role> ofWord(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
