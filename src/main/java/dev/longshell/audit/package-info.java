/**
 * What happened and may be asked about later: who, what, when, where from, about what, with which outcome.
 *
 * <p>In: one line of code in the room where it happens, {@link dev.longshell.audit.Audit#record}; it costs a write to a file and never waits for a database.
 * Out: rows of the audit, in order, each once, as soon as PostgreSQL takes them ({@code store}, whose database chains them by hash). Nothing that is typed or shown
 * in a terminal comes here. Who may read it belongs to the doors ({@code api}, {@code console}); {@code longshell audit verify} ({@code cli}) asks the database itself.
 */
package dev.longshell.audit;
