/**
 * The Faces door: pages for people, one small bean each, and the filter before them.
 *
 * <p>In: requests for {@code *.xhtml}. Out: pages, and their first state; from then on the workspace's modules (src/main/webapp/modules) speak to
 * {@code api} and {@code channel} like any other client. A bean asks {@code session}, {@code access}, {@code store}'s audit and {@code breaker}, and shows what they say; rules belong there.
 */
package dev.longshell.console;
