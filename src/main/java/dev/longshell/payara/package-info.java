/**
 * What reaches into Payara's own parts: Tyrus, its WebSocket engine, and Grizzly, its HTTP server.
 *
 * <p>In: requests, before Payara has them, and those that become WebSockets. Out: the bytes that Tyrus may read, and the
 * headers of answers that the container makes by itself. Compiled against the artifacts that Payara bundles, so that
 * another Payara with other parts fails at the build; where the running one has other listeners than are known here, the
 * log says so. What a peer may send belongs to {@code wire}; who may attach, to {@code channel}.
 */
package dev.longshell.payara;
