package dev.longshell.session;

import java.time.Instant;
import java.util.List;

/**
 * A session as people and programs see it: what the database and its keeper know, put together at one moment.
 *
 * @param id             {@code session_{milliseconds}_{random}}
 * @param kind           {@code terminal} or {@code claude}
 * @param project        slug
 * @param name           given by its owner, or null
 * @param owner          username
 * @param state          {@code running}, {@code detached} (it runs, nobody attached), {@code opening}, {@code ended}, {@code lost} (its keeper is gone) or
 *                       {@code restored} (lost, and {@code successor} goes on in its place)
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
 * @param watchers       who is attached, in the order they came
 * @param driver         name of the viewer whose size the terminal has, or null
 * @param pid            of its child while it lives and its keeper answers, else null
 * @param endedAt        UTC, when it ended or was found lost, else null
 * @param endedBecause   {@code retention} when nobody had been there for too long, {@code operator} when somebody ended it, {@code keeper_stopped} with its keeper, else null
 * @param lostBecause    {@code never_started}, {@code keeper_gone} or {@code machine_restarted} for a lost one, else null
 * @param successor      id of the session that restored this one, or null
 * @param orphan         true when a keeper had it and no row was there
 * @param kept           never ended for want of viewers
 * @param endsInSeconds  until it is ended because nobody is there; null while that clock does not run
 */
public record SessionView(String id, String kind, String project, String name, String owner, String state, String title, String cwd,
                          String command, int cols, int rows, int viewers, Instant createdAt, Instant lastActivityAt,
                          Integer exitCode, Integer signal, String node, long bufferedBytes, List<Viewer> watchers, String driver, Long pid,
                          Instant endedAt, String endedBecause, String lostBecause, String successor, boolean orphan, boolean kept, Long endsInSeconds) {
    /**
     * Somebody who is attached.
     *
     * @param number  counts the session's viewers from 1
     * @param name    username, or what the share link is called
     * @param role    {@code driver}, {@code operator} (may type, but another drives) or {@code observer}
     * @param visible false while nobody looks at it
     * @param share   id of the share link that it came by, or null
     */
    public record Viewer(int number, String name, String role, boolean visible, String share) {
    }
}
