/**
 * A session's life as people see it: open, find, type, end; projects, limits, and who may do what with them.
 *
 * <p>In: a {@link dev.longshell.access.Caller} with a wish, and the keeper's reports. Out: views that put together what {@code store} remembers and what the
 * keeper (through {@code link}) knows, or a fault. {@link dev.longshell.session.SessionState} is where a session is in its life; {@link
 * dev.longshell.session.Reconciliation} brings it together with what the keeper really holds, {@link dev.longshell.session.Shares} are the links that let a
 * {@link dev.longshell.session.Guest} in, {@link dev.longshell.session.Retention} ends what nobody needs, when {@link dev.longshell.session.RetentionClock}
 * says so. Terminal bytes never come here; how a view is shown is the doors' ({@code api}, {@code console}).
 */
package dev.longshell.session;
