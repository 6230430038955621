package dev.longshell.store;

/**
 * What an opening has to know before it starts anything, asked of the database at once, for somebody waits.
 *
 * @param project where the session is to run
 * @param owner   who opens it
 * @param running sessions of the project that run now
 */
public record Prospect(Project project, User owner, long running) {
}
