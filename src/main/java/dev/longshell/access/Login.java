package dev.longshell.access;

import java.time.Instant;

/**
 * A login that succeeded; knows nothing of how it is carried.
 *
 * @param token     JWT (RFC 7519) for the cookie or an Authorization header
 * @param expiresAt UTC; the token is refused from then on
 * @param username  who logged in
 */
public record Login(String token, Instant expiresAt, String username) {
}
