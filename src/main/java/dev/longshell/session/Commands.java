package dev.longshell.session;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import dev.longshell.store.Project;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Decides what a session runs; starts nothing. */
@ApplicationScoped
public class Commands {
    private static final int MOST_WORDS = 1_000;
    /** Characters of all words; ARG_MAX of Linux is 2 MiB, and a quarter is left to the environment and more. */
    private static final int LONGEST = 131_072;

    private Settings settings;

    protected Commands() {
        // for the container's proxy
    }

    @Inject
    public Commands(Settings settings) {
        this.settings = settings;
    }

    /** The argument vector: CLAUDE_COMMAND, what the draft names, or the project's shell as a login shell. INVALID_PARAMETER for a vector that cannot be. */
    List<String> of(Kind kind, Project project, List<String> wanted) {
        if (kind == Kind.CLAUDE) {
            if (wanted != null && !wanted.isEmpty()) {
                // a command of one's own would be handed ANTHROPIC_API_KEY
                throw new FaultException(Fault.INVALID_PARAMETER, "command: only a terminal session takes one.");
            }
            return List.of(settings.text(Setting.CLAUDE_COMMAND).orElseThrow().split("\\s+"));
        }
        if (wanted == null || wanted.isEmpty()) {
            return List.of("-" + shell(project));
        }
        return checked(wanted);
    }

    /** The project's shell, or SHELL_COMMAND, $SHELL, /bin/bash, /bin/sh: the first that is set and, but for the first two, executable. */
    String shell(Project project) {
        if (project.shell() != null) {
            return project.shell();
        }
        return settings.text(Setting.SHELL_COMMAND).orElseGet(() ->
                Stream.of(System.getenv("SHELL"), "/bin/bash").filter(Objects::nonNull).filter(Commands::isExecutable).findFirst().orElse("/bin/sh"));
    }

    private static boolean isExecutable(String program) {
        Path path = Path.of(program);
        return path.isAbsolute() && Files.isRegularFile(path) && Files.isExecutable(path);
    }

    private static List<String> checked(List<String> words) {
        boolean whole = words.size() <= MOST_WORDS && words.stream().noneMatch(word -> word == null || word.indexOf('\0') >= 0)
                && words.stream().mapToInt(String::length).sum() <= LONGEST;
        if (!whole || words.get(0).isBlank() || words.get(0).startsWith("-")) {
            throw new FaultException(Fault.INVALID_PARAMETER,
                    "command: allowed are at most 1000 words of 131072 characters together, no NUL, and a first that is not empty and does not start with a hyphen.");
        }
        return List.copyOf(words);
    }
}
