/**
 * The fault suite: what a test of a minute cannot show, in numbers that can be scaled. A gateway killed again and again, a viewer too slow for a flood, thousands of
 * sessions opened and ended, a thousand clients that lose one gateway, a WAR deployed anew again and again.
 *
 * <p>{@code ./mvnw verify -Pfaults} runs it; {@code -Dfaults.kills}, {@code -Dfaults.floods}, {@code -Dfaults.opens}, {@code -Dfaults.redeploys} and {@code -Dfaults.clients} say how often, and
 * {@code -Dfaults.seed} ({@link dev.longshell.faults.Seed}) repeats what a former run did. What a process still holds is compared by
 * {@link dev.longshell.faults.Leaks}. The faults that take seconds are tested beside what they break: {@code journey}, {@code gateway}, {@code keeper}, {@code link}.
 */
package dev.longshell.faults;
