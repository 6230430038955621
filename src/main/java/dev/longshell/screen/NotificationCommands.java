package dev.longshell.screen;

import java.util.regex.Pattern;

/** OSC 9 and OSC 777: notifications, and what ConEmu and Windows Terminal mean by numbers behind OSC 9. Knows nothing of how they are shown. */
final class NotificationCommands {

    /** Characters of a notification. */
    private static final int LONGEST_TEXT = 8192;
    /** ConEmu's commands: nothing but a number of 1 to 12, or one with parameters. Any other text is a notification (iTerm2), "4 files changed" too. */
    private static final Pattern CONEMU = Pattern.compile("(?:[1-9]|1[0-2])(?:;.*)?", Pattern.DOTALL);
    private static final String PROGRESS = "4;";
    private static final String DIRECTORY = "9;";
    private static final int NO_PROGRESS = 0;
    private static final int NORMAL = 1;
    private static final int PAUSED = 4;

    private final ScreenListener listener;
    private final DirectoryCommands directories;
    private int percent;

    NotificationCommands(ScreenListener listener, DirectoryCommands directories) {
        this.listener = listener;
        this.directories = directories;
    }

    /** OSC 9. */
    void run(String data) {
        if (!CONEMU.matcher(data).matches()) {
            listener.notification("", shortened(data));
        } else if (data.startsWith(PROGRESS)) {
            progress(data.substring(PROGRESS.length()).split(";", -1));
        } else if (data.startsWith(DIRECTORY)) {
            directories.quoted(data.substring(DIRECTORY.length()));
        }
    }

    /** The percent is optional, but for the normal state. */
    private void progress(String[] parameters) {
        int state = number(parameters[0]);
        if (state < NO_PROGRESS || state > PAUSED) {
            return;
        }
        int given = parameters.length > 1 ? number(parameters[1]) : -1;
        if (given >= 0) {
            percent = Math.min(100, given);
        } else if (state == NO_PROGRESS || state == NORMAL) {
            percent = 0;
        }
        listener.progress(state, percent);
    }

    private static int number(String text) {
        boolean digits = !text.isEmpty() && text.length() < 10 && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return digits ? Integer.parseInt(text) : -1;
    }

    /** OSC 777. */
    void titled(String data) {
        String[] parts = data.split(";", 3);
        if (parts.length > 1 && parts[0].equals("notify")) {
            listener.notification(shortened(parts[1]), parts.length > 2 ? shortened(parts[2]) : "");
        }
    }

    private static String shortened(String text) {
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    }
}
