package dev.longshell.store;

import java.time.Instant;

/**
 * Which rows of the audit are wanted; null means: any.
 *
 * @param who    exactly
 * @param action exactly, or all that begin with it and a dot
 * @param about  exactly
 * @param from   UTC, this moment included
 * @param to     UTC, this moment excluded
 * @param before rows of a smaller number only: how one pages
 */
public record AuditQuestion(String who, String action, String about, Instant from, Instant to, Long before) {
    public AuditQuestion before(long number) {
        return new AuditQuestion(who, action, about, from, to, number);
    }
}
