package dev.longshell.keeper;

/** What runs in the foreground of a PTY; knows nothing of who watches it. */
final class Foreground {
    private final Pty pty;
    private final String session;

    /** @param session id of the PTY's session */
    Foreground(Pty pty, String session) {
        this.pty = pty;
        this.session = session;
    }

    /** Its name; null when nobody can say. */
    String command() {
        int group = pty.foregroundGroup();
        String command = group > 0 ? ProcessTable.command(group) : null;
        // between fork and exec the child bears the name of our thread: this session's id, cut short
        return command == null || session.startsWith(command) ? null : command;
    }

    /** Whether it is a command of the shell, and not the shell. */
    boolean isCommand() {
        int group = pty.foregroundGroup();
        return group > 0 && group != pty.pid();
    }

    /** Sends it that signal. */
    void signal(int number) {
        int group = pty.foregroundGroup();
        if (group > 0) {
            Libc.kill(-group, number);
        }
    }
}
