package dev.longshell.screen;

/**
 * Hears what a {@link Screen} has to say while it is written to; knows nothing of cells. Every method is called
 * on the thread that writes, between two bytes, and does nothing unless overridden.
 */
public interface ScreenListener {

    /** Hears nothing. */
    ScreenListener NONE = new ScreenListener() { };

    /** The answer to a query, to be written to the program's input as it is. */
    default void reply(byte[] bytes) { }

    /** A new window title (OSC 0, OSC 2, or one taken from the title stack). */
    default void title(String title) { }

    /** The program's working directory, as an absolute path (OSC 7, OSC 9;9, OSC 633 P Cwd=, OSC 1337 CurrentDir=). */
    default void workingDirectory(String path) { }

    /** Whether that host, in lower case, is the machine that the program runs on: what another one tells as its directory (ssh) is none of ours. */
    default boolean isThisMachine(String host) {
        return true;
    }

    /** BEL outside a string. */
    default void bell() { }

    /** The program wants to know whether somebody has its terminal before them (private mode 1004), or no more. */
    default void focusReports(boolean wanted) { }

    /** A synchronized update (private mode 2026) begins, or ends: what is shown now is whole. */
    default void synchronizedUpdate(boolean begins) { }

    /** OSC 9 (empty title) or OSC 777;notify. */
    default void notification(String title, String body) { }

    /** A shell began to run a command (OSC 133 or 633, mark C). */
    default void commandStarted() { }

    /** A shell's command ended (OSC 133 or 633, mark D); -1 when the shell did not say how. */
    default void commandFinished(int exitCode) { }

    /** OSC 9;4: state 0 none, 1 normal, 2 error, 3 indeterminate, 4 paused; percent 0 to 100. */
    default void progress(int state, int percent) { }

    /** A program wants this text in the clipboard (OSC 52); reading it is never possible. */
    default void clipboardWrite(byte[] text) { }
}
