/**
 * The operator's door: one command per verb.
 *
 * <p>In: a command line, an environment, a file of settings. Out: running processes, lines for a person to read, an exit code of
 * {@link dev.longshell.fault.Fault}. {@code up} starts what a machine by itself lacks (PostgreSQL, Payara Micro with the WAR) as children
 * and never loads their classes; {@code keeper} is the one command that runs another room in this process. What the server does with a
 * setting, and how a keeper is found or started, belongs to the gateway's rooms: this one speaks to the gateway like any client. {@code audit verify}
 * alone asks the database, as the gateway might be the one to be found out.
 */
package dev.longshell.cli;
