/**
 * Whole journeys through a running Longshell, from outside: what a page or a program would see, while things around it break.
 *
 * <p>Nothing in here knows our classes but the frames of {@code wire}; the server runs as a user would run it ({@code longshell up}).
 */
package dev.longshell.journey;
