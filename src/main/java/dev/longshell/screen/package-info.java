/**
 * The terminal as a value: the bytes a program writes come in; cells, modes, scrollback, events, answers to queries
 * and snapshots come out.
 *
 * <p>In: raw bytes of a PTY and resizes. Out: {@link dev.longshell.screen.Screen#snapshot() snapshot} bytes, calls to
 * a {@link dev.longshell.screen.ScreenListener}, text of rows. The law: for every stream B and cut k, an xterm.js that
 * gets {@code snapshot(B[..k])} and then {@code B[k..]} ends in the state of one that got B.
 *
 * <p>Elsewhere: PTYs, output logs, viewers and locks (package keeper), frames (package wire). Nothing here knows a
 * thread, a clock, a socket or another package of ours.
 */
package dev.longshell.screen;
