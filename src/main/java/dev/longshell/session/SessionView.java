package dev.longshell.session;

import java.time.Instant;

/**
 * A session as people and programs see it: what the database and its keeper know, put together at one moment.
 *
 * @param id             {@code session_{milliseconds}_{random}}
 * @param kind           {@code terminal} or {@code claude}
 * @param project        slug
 * @param name           given by its owner, or null
 * @param owner          username
 * @param state          {@code running}, {@code detached} (running, nobody attached), {@code ended} or {@code lost} (its keeper is gone)
 * @param title          last set by the program, or null
 * @param cwd            last told by the program, or the project's path
 * @param command        foreground command, or what was started
 * @param cols           in cells
 * @param rows           in cells
 * @param viewers        attached now
 * @param createdAt      UTC
 * @param lastActivityAt UTC, of the last output or input
 * @param exitCode       0 to 255 when it exited by itself, else null
 * @param signal         number of the signal that ended it, else null
 * @param node           host name of its keeper
 * @param bufferedBytes  of output still in the log
 */
public record SessionView(String id, String kind, String project, String name, String owner, String state, String title, String cwd,
                          String command, int cols, int rows, int viewers, Instant createdAt, Instant lastActivityAt,
                          Integer exitCode, Integer signal, String node, long bufferedBytes) {
}
