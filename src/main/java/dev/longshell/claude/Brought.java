package dev.longshell.claude;

/**
 * One thing that a project's files bring along for Claude.
 *
 * @param file  below the project's directory, such as {@code .claude/settings.json}
 * @param kind  {@code hook}, {@code environment}, {@code mcp_server}, {@code command}, {@code permission}, {@code plugin}, or {@code unreadable} for a file that is there
 *              and cannot be looked into
 * @param name  the event and what it is for, the variable, the server, the setting
 * @param value the command, the value, the address; for an unreadable file why
 */
public record Brought(String file, String kind, String name, String value) {
}
