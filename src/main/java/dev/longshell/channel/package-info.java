/**
 * The WebSocket doors: accept, hand over, send, close.
 *
 * <p>In: handshakes on {@code /ws/terminal/{session}} and {@code /ws/claude/{session}}, refused with an HTTP status by {@link
 * dev.longshell.channel.ChannelFilter} before Tyrus sees them, and closed where no request comes in time ({@link dev.longshell.channel.SlowRequests}); then
 * frames of longshell.v1, or the plain stream for clients that offer no subprotocol. Out: the same frames to {@code link}, and the keeper's back, one send in
 * flight at most. A socket lives by the rights of its {@link dev.longshell.channel.Bearer}, a user or a guest. Nothing here looks into a terminal's bytes, and nothing here outlives its socket. Who may attach belongs to {@code access} and {@code
 * session}; flow control to the keeper's viewer; the HTTP and Faces doors to {@code api} and {@code console}.
 */
package dev.longshell.channel;
