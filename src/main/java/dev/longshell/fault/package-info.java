/**
 * The one list of what can go wrong and that a user may see.
 *
 * <p>Every fault is mapped here, once, to an HTTP status, a WebSocket close code, a process exit code and a metric label. A room that
 * cannot go on throws {@link dev.longshell.fault.FaultException} with one of them; the doors ({@code api}, {@code channel}, {@code console},
 * {@code cli}) translate it and add nothing. What a user can do nothing about is {@link dev.longshell.fault.Fault#INTERNAL}: its details
 * belong into the log, never into an answer.
 */
package dev.longshell.fault;
