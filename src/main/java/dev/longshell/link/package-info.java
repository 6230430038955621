/**
 * The gateway's end of the line to a keeper: launches it, connects, supervises, asks, attaches.
 *
 * <p>In: {@link dev.longshell.link.KeeperLink} for the rooms that open, list and end sessions, and {@link dev.longshell.link.ViewerSink} for the door that shows
 * them. Out: {@code wire} frames on Unix sockets below LONGSHELL_HOME, and {@link dev.longshell.wire.SessionReport} and
 * {@link dev.longshell.link.KeeperArrived} as CDI events. Sessions of each OS user have a keeper of their own ({@link dev.longshell.link.Household}). Keepers of older builds are
 * retired and asked for what they still have ({@link dev.longshell.link.Generations}). One thread reads every socket ({@link dev.longshell.link.LinkSelector}), one for each keeper keeps the control line
 * ({@link dev.longshell.link.Supervisor}), one fires the events. Who may do what belongs to {@code access} and {@code session}; what a WebSocket needs, to
 * {@code channel}; what a frame does to a session, to {@code keeper}.
 */
package dev.longshell.link;
