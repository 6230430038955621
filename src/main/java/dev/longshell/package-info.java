/**
 * Longshell: terminals in the browser that outlive the browser, the network and the server.
 *
 * <p>Each package is a room; its {@code package-info} says what comes in, what goes out and what belongs elsewhere.
 * The keeper's process consists of {@code keeper}, {@code screen}, {@code wire} and {@code fault}; the gateway is the WAR; {@code cli}
 * is the operator's door and speaks to both from outside. RoomsTest holds the borders.
 */
package dev.longshell;
