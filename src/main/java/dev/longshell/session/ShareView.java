package dev.longshell.session;

import java.time.Instant;
import java.util.UUID;

/**
 * A share link as those may see it who may make one.
 *
 * @param id         names it, and opens nothing
 * @param name       whom it is for, or null
 * @param role       {@code observer} or {@code operator}
 * @param maker      username
 * @param createdAt  UTC
 * @param expiresAt  UTC
 * @param lastUsedAt UTC, to the minute; null while nobody came by it
 * @param here       who came by it and is attached now, as a count
 * @param link       to be handed on, below the console's address; only in the answer that makes it, for it is kept nowhere; else null
 */
public record ShareView(UUID id, String name, String role, String maker, Instant createdAt, Instant expiresAt, Instant lastUsedAt, long here, String link) {
}
