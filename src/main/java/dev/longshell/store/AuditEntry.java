package dev.longshell.store;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened, on its way into the audit; knows nothing of the chain, which the database makes.
 *
 * @param id      random; an entry that is appended twice is one row
 * @param at      UTC
 * @param who     username, as given by a stranger too; null for the house itself
 * @param address where from; null for the house itself
 * @param action  what
 * @param about   what it was done to: a session's id, a project's slug, a username; null where the action says it all
 * @param outcome {@code done}, {@code refused} or {@code failed}
 * @param detail  for people; null for nothing more
 * @param node    host name of the gateway
 */
public record AuditEntry(UUID id, Instant at, String who, String address, String action, String about, String outcome, String detail, String node) {
}
