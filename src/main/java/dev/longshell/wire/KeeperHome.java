package dev.longshell.wire;

import java.nio.file.Path;

/**
 * Where a keeper and its gateways meet, below LONGSHELL_HOME; names only, it reads and writes nothing.
 *
 * @param directory holds all of it; mode 0700
 */
public record KeeperHome(Path directory) {
    /** The keeper of that LONGSHELL_HOME. */
    public static KeeperHome of(Path longshellHome) {
        return new KeeperHome(longshellHome.resolve("keeper"));
    }

    /** The Unix socket. Linux takes at most 107 bytes of path (unix(7)). */
    public Path socket() {
        return directory.resolve("keeper.sock");
    }

    /** The secret of the HELLO frame: text, mode 0600; made by whoever comes first. */
    public Path secret() {
        return directory.resolve("secret");
    }

    /** Locked by a keeper as long as it lives, so that there is one. */
    public Path lock() {
        return directory.resolve("keeper.lock");
    }

    /** The last screens of its sessions, for when it is gone: shared by all keepers of a LONGSHELL_HOME, one after the other. */
    public Path checkpoints() {
        return directory.resolveSibling("checkpoints");
    }

    /** What the keeper says. */
    public Path log() {
        return directory.resolve("keeper.log");
    }
}
