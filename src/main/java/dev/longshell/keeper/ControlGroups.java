package dev.longshell.keeper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The cgroups of this keeper's sessions, below its own, where the machine lets it make some: as root without systemd,
 * or in a unit with {@code Delegate=yes}.
 * Limits nothing.
 *
 * <pre>
 *   the keeper's own cgroup / longshell-PID / session
 * </pre>
 */
final class ControlGroups {
    private static final Logger LOG = Logger.getLogger(ControlGroups.class.getName());
    private static final Path SYSTEMD = Path.of("/run/systemd/system");
    private static final String NAME = "longshell-";

    private final Path directory;

    private ControlGroups(Path directory) {
        this.directory = directory;
    }

    /** No session has one. */
    static ControlGroups none() {
        return new ControlGroups(null);
    }

    /** Those that this process may make; {@link #none} where it may not. */
    static ControlGroups ofThisProcess() {
        try {
            Path own = own().orElse(null);
            if (own == null || !isOurs(own)) {
                return none();
            }
            removeEmpty(own);
            Path directory = own.resolve(NAME + ProcessHandle.current().pid());
            Files.createDirectories(directory);
            boolean kills = Files.isWritable(directory.resolve("cgroup.kill"));
            LOG.log(Level.INFO, kills ? "Sessions have cgroups below {0}"
                    : "Sessions have no cgroups: this kernel lacks cgroup.kill ({0})", directory);
            return kills ? new ControlGroups(directory) : none();
        } catch (IOException e) {
            LOG.log(Level.INFO, "Sessions have no cgroups: {0}", e.toString());
            return none();
        }
    }

    boolean areThere() {
        return directory != null;
    }

    /** A new one for that session; empty where there are none. */
    Optional<ControlGroup> make(String session) throws IOException {
        return directory == null ? Optional.empty()
                : Optional.of(new ControlGroup(Files.createDirectories(directory.resolve(session))));
    }

    /** Gives back what is empty. */
    void close() throws IOException {
        if (directory != null && new ControlGroup(directory).isEmpty()) {
            new ControlGroup(directory).remove();
        }
    }

    /**
     * Where version 2 is mounted, and this process's place in it (line {@code 0::} of /proc/self/cgroup); a place
     * outside of what is mounted is none.
     */
    private static Optional<Path> own() throws IOException {
        Optional<String> place = Files.readAllLines(Path.of("/proc/self/cgroup")).stream()
                .filter(line -> line.startsWith("0::/")).map(line -> line.substring(4)).findFirst();
        Optional<String> mount = Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                .filter(line -> line.contains(" - cgroup2 ")).map(line -> line.split(" "))
                .filter(fields -> fields[3].equals("/")).map(fields -> fields[4]).findFirst();
        return mount.flatMap(root -> place.filter(inside -> !inside.startsWith(".."))
                .map(inside -> Path.of(root, inside)));
    }

    /**
     * systemd alone makes cgroups below what it has not given away; it marks what it has (systemd.resource-control(5),
     * Delegate=).
     */
    private static boolean isOurs(Path own) throws IOException {
        return Files.isWritable(own) && Files.isWritable(own.resolve("cgroup.procs"))
                && (!Files.exists(SYSTEMD) || isDelegated(own));
    }

    private static boolean isDelegated(Path own) throws IOException {
        UserDefinedFileAttributeView attributes = Files.getFileAttributeView(own, UserDefinedFileAttributeView.class);
        if (attributes == null || !attributes.list().contains("delegate")) {
            return false;
        }
        ByteBuffer value = ByteBuffer.allocate(attributes.size("delegate"));
        attributes.read("delegate", value);
        return StandardCharsets.US_ASCII.decode(value.flip()).toString().equals("1");
    }

    /** Those of keepers that were killed: where processes live on the kernel refuses. */
    private static void removeEmpty(Path own) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(own, NAME + "[0-9]*")) {
            for (Path group : left) {
                long pid = Long.parseLong(group.getFileName().toString().substring(NAME.length()));
                if (ProcessHandle.of(pid).isEmpty() && new ControlGroup(group).isEmpty()) {
                    new ControlGroup(group).remove();
                }
            }
        }
    }
}
