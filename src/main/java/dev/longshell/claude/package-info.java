/**
 * What is special about a Claude session.
 *
 * <p>In: a project's directory. Out: what the files in it make Claude run, ask and where ({@link dev.longshell.claude.BroughtSettings}). Who may see it is {@code session}'s
 * to say, how it is shown the doors'. Whether the files may have their way is Claude's own question, which nothing here answers for anybody.
 */
package dev.longshell.claude;
