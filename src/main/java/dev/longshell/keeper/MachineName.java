package dev.longshell.keeper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What the machine calls itself now (gethostname(2)); asks no name server. */
final class MachineName {
    private static final Logger LOG = Logger.getLogger(MachineName.class.getName());
    private static final Path FILE = Path.of("/proc/sys/kernel/hostname");

    /** How long a name counts: a program may ask in a flood, and a machine is renamed seldom. */
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static volatile Known known;

    private record Known(String name, long readAtNanos) {
    }

    private MachineName() {
    }

    /** Whether the host is this machine. @param host as one of its programs names its own: with or without the domain that the other has */
    static boolean is(String host) {
        String name = current();
        return host.equalsIgnoreCase(name) || isWithDomain(host, name) || isWithDomain(name, host);
    }

    private static boolean isWithDomain(String longer, String shorter) {
        return !shorter.isEmpty() && shorter.indexOf('.') < 0 && longer.regionMatches(true, 0, shorter + '.', 0, shorter.length() + 1);
    }

    private static String current() {
        Known now = known;
        if (now == null || System.nanoTime() - now.readAtNanos() > KEPT_NANOS) {
            now = new Known(read(), System.nanoTime());
            known = now;
        }
        return now.name();
    }

    private static String read() {
        try {
            return Files.readString(FILE, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            LOG.log(Level.FINE, "The machine does not tell its name", e);
            return "";
        }
    }
}
