/**
 * Who may do what: users, roles, logins, tokens, the cookie, origins, throttling, and the settings that decide them.
 *
 * <p>In: a name and password, what an OpenID Connect provider says, a token, the secret of a share link, an Origin. Out: a {@link dev.longshell.access.Caller}, or a
 * fault. It asks {@code store} for users and hands
 * the effective {@link dev.longshell.setting.Settings} to the whole gateway. What role a thing takes,
 * {@code session} says; whether the caller has it, {@link dev.longshell.access.Rights} alone. How a refusal is shown is the doors' ({@code api},
 * {@code channel}, {@code console}).
 */
package dev.longshell.access;
