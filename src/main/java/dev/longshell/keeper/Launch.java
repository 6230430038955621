package dev.longshell.keeper;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.os.Ownership;
import dev.longshell.wire.OpenSession;
import dev.longshell.wire.Protocol;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What exactly is executed for an {@link OpenSession}, checked before anything is started; knows nothing of PTYs.
 *
 * @param program     path of the executable
 * @param arguments   argument vector, its first element what the program sees as its own name
 * @param environment {@code NAME=value}, the whole of it
 * @param directory   absolute
 * @param columns     in cells, clamped
 * @param rows        in cells, clamped
 * @param umask       what the program begins with (umask(2))
 * @param user        whose the terminal becomes; null for the keeper's own
 */
record Launch(String program, List<String> arguments, List<String> environment, String directory, int columns, int rows, int umask, String user) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,128}");
    /** The owner's own bits are not taken: its shell could not read what it wrote. */
    private static final int LARGEST_UMASK = 0077;
    /** Where what runs a command as another user is looked for: it runs as the keeper, so nothing that a project sets leads to it. */
    private static final String LAUNCHER_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    /** What exec(3) takes for an unset PATH on Debian. */
    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    /**
     * Checks and resolves.
     *
     * @throws FaultException INVALID_PARAMETER, DIRECTORY_MISSING or COMMAND_NOT_FOUND, with the value concerned
     */
    static Launch of(OpenSession open) {
        requireWhole(open);
        if (!Libc.isDirectory(open.directory())) {
            throw new FaultException(Fault.DIRECTORY_MISSING, "The directory " + open.directory() + " does not exist or may not be entered.");
        }
        String first = open.command().get(0);
        boolean login = first.startsWith("-");
        String program = find(login ? first.substring(1) : first, open);
        List<String> arguments = new ArrayList<>(open.command());
        if (open.other() != null) {
            return asOther(open, program, login);
        }
        if (login) {
            arguments.set(0, "-" + program.substring(program.lastIndexOf('/') + 1));
        }
        return of(open, program, arguments, null);
    }

    /** A launcher does not hand on a name with a hyphen in front, so a login shell is told by -l, which all shells of today know. */
    private static Launch asOther(OpenSession open, String program, boolean login) {
        List<String> arguments = new ArrayList<>(open.other().launcher());
        String launcher = launcher(arguments.get(0));
        arguments.add(program);
        if (login) {
            arguments.add("-l");
        }
        arguments.addAll(open.command().subList(1, open.command().size()));
        return of(open, launcher, arguments, open.other().name());
    }

    /** @throws FaultException COMMAND_NOT_FOUND for none, and for one that others could change: it runs with all that the keeper may do */
    private static String launcher(String name) {
        if (name.indexOf('/') >= 0 && !name.startsWith("/")) {
            throw new FaultException(Fault.COMMAND_NOT_FOUND, "RUN_AS_COMMAND begins with " + name + ": the name of a program or an absolute path is needed.");
        }
        String path = name.startsWith("/") ? requireProgram(name, name) : search(name, LAUNCHER_PATH, "/");
        try {
            Optional<String> doubt = Ownership.doubt(Path.of(path));
            if (doubt.isPresent()) {
                throw new FaultException(Fault.COMMAND_NOT_FOUND, "RUN_AS_COMMAND is not run: " + doubt.get() + ".");
            }
            return path;
        } catch (IOException e) {
            throw new FaultException(Fault.COMMAND_NOT_FOUND, "RUN_AS_COMMAND is not run: " + path + " cannot be looked at.", e);
        }
    }

    private static Launch of(OpenSession open, String program, List<String> arguments, String user) {
        return new Launch(program, arguments, environment(open.environment()), open.directory(),
                Protocol.clampColumns(open.columns()), Protocol.clampRows(open.rows()), open.umask() == null ? OpenSession.USUAL_UMASK : open.umask(), user);
    }

    /** The same in a directory that is reached by another path. */
    Launch in(String otherDirectory) {
        return new Launch(program, arguments, environment, otherDirectory, columns, rows, umask, user);
    }

    /** Checks what can be checked without looking at the machine. @throws FaultException INVALID_PARAMETER */
    static void requireWhole(OpenSession open) {
        if (open.id() == null || !ID.matcher(open.id()).matches()) {
            throw new FaultException(Fault.INVALID_PARAMETER, "A session id has 1 to 128 characters of A-Z, a-z, 0-9, dot, underscore and hyphen.");
        }
        if (open.command() == null || open.command().isEmpty() || open.command().stream().anyMatch(Launch::cannotBePassed)
                || open.command().get(0).isEmpty()) {
            throw new FaultException(Fault.INVALID_PARAMETER, "A command has at least one word, and no word holds a NUL.");
        }
        if (open.other() != null && (cannotBePassed(open.other().name()) || open.other().launcher().isEmpty() || open.other().launcher().stream().anyMatch(Launch::cannotBePassed))) {
            throw new FaultException(Fault.INVALID_PARAMETER, "What runs a session as another user has at least one word, and no word holds a NUL.");
        }
        if (open.umask() != null && (open.umask() & ~LARGEST_UMASK) != 0) {
            throw new FaultException(Fault.INVALID_PARAMETER, "The umask of a session is 0 to 63 (octal 000 to 077).");
        }
        if (cannotBePassed(open.directory()) || !open.directory().startsWith("/")) {
            throw new FaultException(Fault.INVALID_PARAMETER, "The directory of a session is an absolute path.");
        }
    }

    private static boolean cannotBePassed(String text) {
        return text == null || text.indexOf('\0') >= 0;
    }

    private static String find(String name, OpenSession open) {
        if (name.indexOf('/') >= 0) {
            String path = name.startsWith("/") ? name : open.directory() + "/" + name;
            return requireProgram(path, name);
        }
        return search(name, environmentOf(open).getOrDefault("PATH", DEFAULT_PATH), open.directory());
    }

    private static String search(String name, String path, String here) {
        for (String directory : path.split(":")) {
            String candidate = (directory.isEmpty() ? here : directory) + "/" + name;
            if (isProgram(candidate)) {
                return candidate;
            }
        }
        throw new FaultException(Fault.COMMAND_NOT_FOUND, "The command " + name + " was not found in PATH=" + path + ".");
    }

    private static String requireProgram(String path, String name) {
        if (!isProgram(path)) {
            throw new FaultException(Fault.COMMAND_NOT_FOUND, "The command " + name + " does not exist or may not be executed.");
        }
        return path;
    }

    private static boolean isProgram(String path) {
        return Libc.isExecutable(path) && !Libc.isDirectory(path);
    }

    private static Map<String, String> environmentOf(OpenSession open) {
        return open.environment() == null ? Map.of() : open.environment();
    }

    private static List<String> environment(Map<String, String> given) {
        if (given == null) {
            return List.of();
        }
        List<String> environment = new ArrayList<>();
        given.forEach((name, value) -> {
            if (name.isEmpty() || name.indexOf('=') >= 0 || cannotBePassed(name) || cannotBePassed(value)) {
                throw new FaultException(Fault.INVALID_PARAMETER, "The environment variable " + name.replace('\0', '?') + " cannot be.");
            }
            environment.add(name + "=" + value);
        });
        return environment;
    }
}
