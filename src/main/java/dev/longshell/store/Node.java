package dev.longshell.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The machine that this gateway and its keeper run on, as rows name it; asks no name server. */
public final class Node {
    private static final Logger LOG = Logger.getLogger(Node.class.getName());
    /** proc(5): the name that gethostname(2) gives. */
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final int START_BEHIND_NAME = 19;
    /** proc(5): seconds since the machine's boot, which no setting of a clock changes. */
    private static final Path UPTIME = Path.of("/proc/uptime");
    /** USER_HZ is 100 on x86-64, aarch64 and riscv64 (times(7)). */
    private static final long TICK_MILLIS = 10;
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    public static final String NAME = read();

    private Node() {
    }

    /** Whether the machine was started anew since a process of that boot ran; false where either is not known. */
    public static boolean restartedSince(String boot) {
        try {
            return boot != null && !boot.equals(Files.readString(BOOT).strip());
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Whether the machine was restarted cannot be told", e);
            return false;
        }
    }

    /** Whether that very process still runs: number and start time (proc(5), /proc/pid/stat, fields 1 and 22) are the same. */
    public static boolean runs(long pid, long startTicks) {
        try {
            String line = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            String[] behindName = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return !behindName[0].equals("Z") && Long.parseLong(behindName[START_BEHIND_NAME]) == startTicks;
        } catch (IOException e) {
            LOG.log(Level.FINE, "There is no process " + pid, e);
            return false;
        }
    }

    /** Milliseconds since a process of this machine was started, whatever became of the wall clock meanwhile; as if at the boot where that cannot be told. @param startTicks as in {@link #runs} */
    public static long ageMillis(long startTicks) {
        try {
            String uptime = Files.readString(UPTIME);
            return Math.round(1_000 * Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')))) - startTicks * TICK_MILLIS;
        } catch (IOException e) {
            LOG.log(Level.WARNING, "How long this machine runs cannot be told", e);
            return Long.MAX_VALUE;
        }
    }

    private static String read() {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The host's name cannot be read; localhost stands for it", e);
            return "localhost";
        }
    }
}
