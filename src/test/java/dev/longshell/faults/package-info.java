/**
 * The fault suite: what a test of a minute cannot show, in numbers that can be scaled. A gateway killed again and again, a viewer too slow for a flood, thousands of
 * sessions opened and ended, a thousand clients that lose one gateway, a WAR deployed anew again and again; or what needs
 * servers of its own: a heap that is full, packets that are dropped, a database of no use; and all of it together.
 *
 * <p>{@code ./mvnw verify -Pfaults} runs it; docs/operations.md names the properties that say how often or how long, and {@code -Dfaults.seed}
 * ({@link dev.longshell.faults.Seed}) repeats what a former run did. What a process still holds is compared by {@link dev.longshell.faults.Leaks}, what sessions that count
 * have lost is told by {@link dev.longshell.faults.Counting}. The faults that take seconds are tested beside what they break: {@code journey}, {@code gateway}, {@code keeper},
 * {@code link}.
 */
package dev.longshell.faults;
