package dev.longshell.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether this kernel lets any program type into the terminal that controls it (TIOCSTI, ioctl_tty(2)): what {@code su}
 * or {@code sudo -u} runs as another user can then type into the shell that it was called from.
 */
public final class TerminalInput {
    /** Since Linux 6.2; 0: only who has CAP_SYS_ADMIN. */
    private static final Path SWITCH = Path.of("/proc/sys/dev/tty/legacy_tiocsti");

    private TerminalInput() {
    }

    /** True as well for a kernel that has no such switch: it lets everybody. */
    public static boolean isOpenToAll() {
        return isOpenToAll(SWITCH);
    }

    static boolean isOpenToAll(Path file) {
        try {
            return !Files.readString(file).strip().equals("0");
        } catch (IOException e) {
            return true;
        }
    }
}
