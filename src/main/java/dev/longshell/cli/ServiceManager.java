package dev.longshell.cli;

import com.sun.jna.Library;
import com.sun.jna.Native;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.text.Reason;

/**
 * systemd, where it started this process and waits to hear that it serves ({@code Type=notify}, sd_notify(3)); nobody elsewhere. Its own library is asked, and in this process:
 * what another process says would be believed of every program in a session too.
 */
final class ServiceManager {
    /** Set by systemd for what must tell; without it {@code sd_notify} does nothing. */
    private static final String SOCKET = "NOTIFY_SOCKET";

    /** Set by systemd where the journal takes what is printed (systemd.exec(5)). */
    private static final String JOURNAL = "JOURNAL_STREAM";

    private ServiceManager() {
    }

    private interface Systemd extends Library {
        int sd_notify(int unsetEnvironment, String state); // its name in systemd/sd-daemon.h
    }

    /** The journal is read by more people than a file of LONGSHELL_HOME. */
    static boolean keepsWhatIsPrinted() {
        return System.getenv(JOURNAL) != null;
    }

    /** @throws FaultException START_FAILED when somebody waits who cannot be told */
    static void tellReady() {
        if (System.getenv(SOCKET) == null) {
            return;
        }
        try {
            int told = Native.load("libsystemd.so.0", Systemd.class).sd_notify(0, "READY=1");
            if (told < 0) {
                throw new FaultException(Fault.START_FAILED, "systemd waits to hear that this serves, and cannot be told (errno " + -told + "). See that " + SOCKET + " is its socket.");
            }
        } catch (UnsatisfiedLinkError e) {
            throw new FaultException(Fault.START_FAILED, "systemd waits to hear that this serves, and its library is missing: " + Reason.of(e) + " Install libsystemd0, or say Type=simple.", e);
        }
    }
}
