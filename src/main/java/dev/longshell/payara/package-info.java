/**
 * What reaches into Payara's own parts: Tyrus, its WebSocket engine, and Grizzly, its HTTP server.
 *
 * <p>In: requests that become WebSockets. Out: the bytes that Tyrus may read. Compiled against the artifacts that Payara bundles, so that another Payara with other parts
 * fails at the build. What a peer may send belongs to {@code wire}; who may attach, to {@code channel}.
 */
package dev.longshell.payara;
