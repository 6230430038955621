package dev.longshell.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Says who else could change what lies at a path: before a program is run, for whoever may write it, or a directory on
 * the way to it, runs as we do.
 *
 * <p>Good is what root or the user of this process owns and neither its group nor others can write. A directory with
 * the sticky bit (such as /tmp) may be written by others: they cannot rename or delete there what is not theirs (inode(7)).
 */
public final class Ownership {
    private static final int ROOT = 0;
    private static final int WRITABLE = 0022;
    private static final int STICKY = 01000;

    private Ownership() {
    }

    /** The user id of this process: who owns its entry in /proc (proc(5)). */
    public static int user() throws IOException {
        return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    /**
     * Looks at the file and at all directories on the way, along links too.
     *
     * @return what is wrong, with its path and the command that mends it; empty when nobody else could change what lies
     * there
     * @throws IOException where nothing lies there
     */
    public static Optional<String> doubt(Path file) throws IOException {
        Optional<String> doubt = doubtOfWay(file.toRealPath());
        return doubt.isPresent() ? doubt : doubtOfWay(file.toAbsolutePath().normalize().getParent());
    }

    private static Optional<String> doubtOfWay(Path file) throws IOException {
        for (Path path = file; path != null; path = path.getParent()) {
            Optional<String> doubt = doubtOfOne(path);
            if (doubt.isPresent()) {
                return doubt;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> doubtOfOne(Path path) throws IOException {
        int owner = (Integer) Files.getAttribute(path, "unix:uid");
        int mode = (Integer) Files.getAttribute(path, "unix:mode");
        if (owner != ROOT && owner != user()) {
            return Optional.of(path + " belongs to " + Files.getOwner(path)
                    + ", who could change what is run from there: chown it, or choose another place");
        }
        boolean isSticky = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && (mode & STICKY) != 0;
        if ((mode & WRITABLE) != 0 && !isSticky) {
            return Optional.of(path + " can be written by others (mode " + Integer.toOctalString(mode & 07777)
                    + "): chmod go-w " + path);
        }
        return Optional.empty();
    }
}
