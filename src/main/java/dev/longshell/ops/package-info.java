/**
 * The house seen from outside: health, and later metrics, history and alerts.
 *
 * <p>In: questions of orchestrators and load balancers. Out: MicroProfile Health (3.1). The signals that ask for a stop come in here
 * too ({@link dev.longshell.ops.GracefulStop}). Every other room is asked, none knows of this one.
 */
package dev.longshell.ops;
