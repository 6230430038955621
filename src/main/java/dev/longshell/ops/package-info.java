/**
 * The house seen from outside: health, and later metrics, history and alerts.
 *
 * <p>In: questions of orchestrators and load balancers. Out: MicroProfile Health (3.1). SIGTERM comes in here too, and
 * sends the sockets away before the server stops ({@link dev.longshell.ops.GracefulStop}). Every other room is asked, none knows of this one.
 */
package dev.longshell.ops;
