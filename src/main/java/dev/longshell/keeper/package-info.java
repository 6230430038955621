/**
 * The process that starts, reads, writes, resizes and buries PTYs, and outlives every gateway.
 *
 * <p>In: frames on a Unix socket, from gateways of the same user that know the secret. Out: frames to the viewers of a session, and
 * reports to every control connection. {@link dev.longshell.keeper.Keeper} is the process, {@link dev.longshell.keeper.Server} its selector
 * thread, {@link dev.longshell.keeper.Connection} one peer, whose {@link dev.longshell.keeper.Line} says what its frames mean;
 * {@link dev.longshell.keeper.Session} owns a {@link dev.longshell.keeper.Pty}, its {@link dev.longshell.keeper.OutputLog}, the
 * {@link dev.longshell.keeper.Display} that shows it, its {@link dev.longshell.keeper.Intake} and its {@link dev.longshell.keeper.Audience} of
 * {@link dev.longshell.keeper.Viewer}s, of whom the {@link dev.longshell.keeper.Seat} knows which one drives, {@link dev.longshell.keeper.Guests} who came by a
 * share link, and {@link dev.longshell.keeper.Pace} how often one leaps. A {@link dev.longshell.keeper.Launch} is started by a
 * {@link dev.longshell.keeper.Spawner} in a {@link dev.longshell.keeper.WorkingDirectory} that is held open. {@link dev.longshell.keeper.Checkpoints} writes
 * down each session's {@link dev.longshell.keeper.LastScreen}; when the keeper is gone, {@link dev.longshell.keeper.Remains} shows it to viewers of the next keeper, and a
 * {@link dev.longshell.keeper.Preface} puts it above what a restored session says.
 *
 * <p>Threads: one selector thread for all connections, one timer thread, one that ends processes, one worker thread that draws screens, one that writes checkpoints, all of
 * them there from the first moment, for a machine may have none to give later; one reader thread per PTY named after its session, which take turns by the {@link dev.longshell.keeper.Drain} where nobody watches. A session's log, screen and viewers are touched under that session's own lock only; a connection's outbox under
 * its own monitor, which is always taken last.
 *
 * <p>HTTP, users, projects, rights and databases belong to the gateway; what terminal bytes mean, to {@code screen}; the bytes of a frame, to {@code wire}.
 */
package dev.longshell.keeper;
