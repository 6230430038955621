package dev.longshell.session;

import java.util.Locale;

/** What a session runs. */
public enum Kind {
    TERMINAL,
    CLAUDE;

    /** The word in URLs, JSON and the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
