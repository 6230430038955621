package dev.longshell.session;

import java.util.Map;

/**
 * A project as people and programs see it.
 *
 * @param slug             lower-case letters, digits and hyphens, 1 to 40 characters; never changes
 * @param name             for people
 * @param path             absolute, inside PROJECT_ROOTS
 * @param shell            absolute path of the shell, or null for SHELL_COMMAND
 * @param environment      what the project adds to its children's environment; empty for a viewer
 * @param retentionMinutes or null for SESSION_RETENTION_MINUTES
 * @param maxSessions      or null for SESSION_MAX_PER_PROJECT
 * @param clipboard        whether programs may write into the clipboards of those who use its sessions (OSC 52); counts for sessions opened from then on
 * @param runAs            the OS user that its sessions run as, or null for RUN_AS; an admin's to change
 * @param liveSessions     running now
 * @param role             what the caller is here: {@code viewer}, {@code operator} or {@code manager}
 */
public record ProjectView(String slug, String name, String path, String shell, Map<String, String> environment,
                          Integer retentionMinutes, Integer maxSessions, boolean clipboard, String runAs, int liveSessions, String role) {
}
