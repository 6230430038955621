/**
 * What breaks around a session, made to break: processes killed and stopped, networks that stall, tear and drop, children that misbehave.
 *
 * <p>Each test has a number of the fault suite in its name's comment, prints its seed ({@link dev.longshell.faults.Seed}) and ends with the leak check
 * ({@link dev.longshell.faults.Leaks}). Those tagged {@code faults} take minutes and run with {@code ./mvnw verify -Pfaults}; the others run always.
 */
package dev.longshell.faults;
