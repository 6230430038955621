package dev.longshell.session;

import java.util.List;

/**
 * What somebody wants to open; every member but {@code kind} may be null.
 *
 * @param kind    {@code terminal} or {@code claude}
 * @param name    for people, at most 100 characters
 * @param cols    in cells, clamped to 1 to 1000; null: 80
 * @param rows    in cells, clamped to 1 to 500; null: 24
 * @param command argument vector instead of the project's shell
 */
public record SessionDraft(String kind, String name, Integer cols, Integer rows, List<String> command) {
}
