package dev.longshell.session;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.setting.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** Keeps directories inside PROJECT_ROOTS, links resolved; knows nothing of projects. */
@ApplicationScoped
public class ProjectPaths {
    private static final Logger LOG = Logger.getLogger(ProjectPaths.class.getName());
    /** PATH_MAX of Linux (limits.h), bytes. */
    private static final int LONGEST = 4_096;

    private List<Path> roots;

    protected ProjectPaths() {
        // for the container's proxy
    }

    @Inject
    public ProjectPaths(Settings settings) {
        roots = settings.projectRoots().stream().map(Path::normalize).toList();
    }

    /** The first of PROJECT_ROOTS. */
    Path firstRoot() {
        return roots.get(0);
    }

    /** Whether {@link #resolve} would give a directory. */
    boolean isAllowed(Path directory) {
        try {
            resolve(directory.toString());
            return true;
        } catch (FaultException e) {
            return false; // the question was whether
        }
    }

    /**
     * The directory itself, no link in its path.
     *
     * @throws FaultException INVALID_PARAMETER for what is no absolute path; DIRECTORY_OUTSIDE_ROOTS for what lies outside, there or not, so that nobody learns what
     *                        is; DIRECTORY_MISSING for what is not there or no directory
     */
    Path resolve(String text) {
        Path path = absolute(text);
        if (!isInside(path, roots) && !isInside(path, realRoots())) {
            throw outside(text);
        }
        Path real;
        try {
            real = path.toRealPath();
        } catch (IOException e) {
            throw new FaultException(Fault.DIRECTORY_MISSING, "There is no directory " + text + ".", e);
        }
        if (!isInside(real, realRoots())) {
            throw outside(text);
        }
        if (!Files.isDirectory(real)) {
            throw new FaultException(Fault.DIRECTORY_MISSING, text + " is no directory.");
        }
        return real;
    }

    /** The one of PROJECT_ROOTS that a directory of {@link #resolve} lies in, no link in its path. */
    Path rootOf(Path directory) {
        return realRoots().stream().filter(directory::startsWith).findFirst().orElseThrow(() -> outside(directory.toString()));
    }

    private static Path absolute(String text) {
        if (text == null || !text.startsWith("/") || text.length() > LONGEST) {
            throw new FaultException(Fault.INVALID_PARAMETER, "path: an absolute path is needed.");
        }
        try {
            return Path.of(text).normalize();
        } catch (InvalidPathException e) {
            throw new FaultException(Fault.INVALID_PARAMETER, "path: it holds a character that no path can.", e);
        }
    }

    /** Asked anew each time: a root may be a link that an operator turns. */
    private List<Path> realRoots() {
        return roots.stream().map(ProjectPaths::realOrSelf).toList();
    }

    private static Path realOrSelf(Path root) {
        try {
            return root.toRealPath();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "PROJECT_ROOTS names a directory that cannot be read: " + root, e);
            return root;
        }
    }

    private static boolean isInside(Path path, List<Path> roots) {
        return roots.stream().anyMatch(path::startsWith);
    }

    private FaultException outside(String text) {
        String allowed = roots.stream().map(Path::toString).collect(Collectors.joining(", "));
        return new FaultException(Fault.DIRECTORY_OUTSIDE_ROOTS,
                text + " lies outside the directories that projects may lie in (PROJECT_ROOTS): " + allowed + ".");
    }
}
