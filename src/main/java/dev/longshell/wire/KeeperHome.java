package dev.longshell.wire;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a keeper and its gateways meet, below LONGSHELL_HOME; names only, it reads and writes nothing.
 *
 * @param directory holds all of it; mode 0700
 */
public record KeeperHome(Path directory) {
    /** A line of {@link #lock}: who started that keeper starts it again. */
    public static final String SERVICE = "service";
    private static final String OF_USER = "keeper-";
    /** A pid has at most seven digits (proc(5), pid_max). */
    private static final Pattern RETIRED = Pattern.compile("(\\d{1,10})\\.sock");

    /** The keeper of that LONGSHELL_HOME. */
    public static KeeperHome of(Path longshellHome) {
        return new KeeperHome(longshellHome.resolve("keeper"));
    }

    /** The keeper of those sessions in that LONGSHELL_HOME that run as that OS user. @param user null for the server's own */
    public static KeeperHome of(Path longshellHome, String user) {
        if (user == null) {
            return of(longshellHome);
        }
        if (user.isEmpty() || user.indexOf('/') >= 0) {
            throw new IllegalArgumentException("no OS user is called " + user);
        }
        return new KeeperHome(longshellHome.resolve(OF_USER + user));
    }

    /** Whose keeper's that directory of a LONGSHELL_HOME is, if it is that of another OS user's sessions. */
    public static Optional<String> userOf(Path directory) {
        String name = directory.getFileName().toString();
        return name.startsWith(OF_USER) ? Optional.of(name.substring(OF_USER.length())) : Optional.empty();
    }

    /** The Unix socket. Linux takes at most 107 bytes of path (unix(7)). */
    public Path socket() {
        return directory.resolve("keeper.sock");
    }

    /** The Unix socket of a keeper that has retired. */
    public Path retiredSocket(long pid) {
        return directory.resolve(pid + ".sock");
    }

    /** Whose socket that file is, if it is a retired keeper's. */
    public static OptionalLong retiredPid(Path file) {
        Matcher name = RETIRED.matcher(file.getFileName().toString());
        return name.matches() ? OptionalLong.of(Long.parseLong(name.group(1))) : OptionalLong.empty();
    }

    /** Where libraries of the keeper are unpacked. */
    public Path libraries() {
        return directory.resolve("libraries");
    }

    /** The secret of the HELLO frame: text, mode 0600; made by whoever comes first. */
    public Path secret() {
        return directory.resolve("secret");
    }

    /** Locked by a keeper until it ends or retires, so that one opens sessions. It says the keeper's pid, and {@link #SERVICE} of one that a service manager started. */
    public Path lock() {
        return directory.resolve("keeper.lock");
    }

    /** The last screens of its sessions, for when it is gone: shared by all keepers of a LONGSHELL_HOME. */
    public Path checkpoints() {
        return directory.resolveSibling("checkpoints");
    }

    /** What the keeper says. */
    public Path log() {
        return directory.resolve("keeper.log");
    }
}
