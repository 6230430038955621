package dev.longshell.audit;

import java.util.Locale;

/** How it went. */
public enum Outcome {
    DONE,
    /** Whoever asked may not, or asked for what cannot be. */
    REFUSED,
    /** It might have been done, had something not been broken or away. */
    FAILED;

    /** As the database, the API and the page have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
