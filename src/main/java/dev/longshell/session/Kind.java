package dev.longshell.session;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a session runs. */
public enum Kind {
    TERMINAL,
    CLAUDE;

    /** The word in URLs, JSON and the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Kind> ofWord(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
