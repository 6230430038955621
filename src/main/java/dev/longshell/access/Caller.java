package dev.longshell.access;

import java.util.UUID;

/**
 * Who asks: a user as the database knew it when the request came in; knows nothing of tokens or cookies.
 *
 * @param userId   the user
 * @param username for people and logs
 * @param admin    may do everything
 */
public record Caller(UUID userId, String username, boolean admin) {
}
