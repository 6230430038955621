package dev.longshell.session;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Decides which environment variables a project may have, and who may set them.
 *
 * <p>Nobody can list every variable that makes some program run something else or send its secrets elsewhere: PATH, a proxy, a file of
 * certificates, CLAUDE_CONFIG_DIR, GIT_SSH_COMMAND. So the list is one of what is safe: a manager sets those, and what
 * PROJECT_VARIABLES adds. An admin sets any but those of {@link #NOBODYS}. What a project has already stays, and may be sent back as it is.
 */
@ApplicationScoped
public class ProjectVariables {
    /** IEEE Std 1003.1 section 8.1, with lower case as shells take it. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
    /** What Longshell sets itself, and what loads code into programs or redirects Claude's key (ld.so(8), bash(1), node(1)). */
    private static final Pattern NOBODYS = Pattern.compile("LONGSHELL_.*|TERM|COLORTERM|USER|LOGNAME|SHELL"
            + "|LD_.*|GCONV_PATH|BASH_ENV|BASH_FUNC_.*|ENV|SHELLOPTS|BASHOPTS|PROMPT_COMMAND|IFS|NODE_OPTIONS|NODE_PATH"
            + "|PYTHONSTARTUP|PYTHONPATH|PERL5OPT|PERL5LIB|RUBYOPT|JAVA_TOOL_OPTIONS|ANTHROPIC_.*|JWT_SECRET|DATABASE_URL|REDIS_URL");
    private static final int MOST_VARIABLES = 100;
    /** Characters; MAX_ARG_STRLEN of Linux is 128 KiB for one variable. */
    private static final int LONGEST_VALUE = 32_768;

    /** What a manager may set. The values of names that programs know are words: a slash would make some of them the path of a file. */
    private enum Safe {
        LOCALE("LANG|LANGUAGE|LC_[A-Z]{1,20}", "[A-Za-z0-9_.:@-]*"),
        /** A zone of the system's own, or a rule of IEEE Std 1003.1 section 8.3; not the path of a file, which {@code :} and {@code /} begin. */
        TIME_ZONE("TZ", "(?!.*\\.\\.)([A-Za-z0-9_+,.<>-][A-Za-z0-9_+,.<>:/-]*)?"),
        COLOUR("NO_COLOR|FORCE_COLOR|CLICOLOR|CLICOLOR_FORCE", Safe.WORDS),
        MODE("CI|PORT|NODE_ENV|RAILS_ENV|RACK_ENV|LOG_LEVEL|RUST_LOG|RUST_BACKTRACE", Safe.WORDS),
        /** The project's own: no shell, loader, language, version control, proxy or TLS library reads these. */
        OWN("(APP|PROJECT)_[A-Z0-9_]+", "(?s).*");

        private static final String WORDS = "[A-Za-z0-9_.,:=@+-]*";
        private final Pattern names;
        private final Pattern values;

        Safe(String names, String values) {
            this.names = Pattern.compile(names);
            this.values = Pattern.compile(values);
        }

        private boolean holds(String name, String value) {
            return names.matcher(name).matches() && values.matcher(value).matches();
        }
    }

    private Settings settings;

    protected ProjectVariables() {
        // for the container's proxy
    }

    @Inject
    public ProjectVariables(Settings settings) {
        this.settings = settings;
    }

    /**
     * The environment that a project has after a change. What a manager may not set stays when the manager leaves it out.
     *
     * @param before what the project has
     * @param wanted what is sent instead
     * @param admin  whether an admin sends it
     * @throws FaultException FORBIDDEN for a variable that is an admin's to set, INVALID_PARAMETER for one that cannot be; both name it
     */
    Map<String, String> merged(Map<String, String> before, Map<String, String> wanted, boolean admin) {
        Map<String, String> merged = new TreeMap<>(wanted);
        wanted.forEach((name, value) -> {
            if (value == null || !value.equals(before.get(name))) {
                check(name, value, admin);
            }
        });
        before.forEach((name, value) -> {
            if (!admin && !isManagers(name, value)) {
                merged.putIfAbsent(name, value);
            }
        });
        if (merged.size() > MOST_VARIABLES) {
            throw invalid("allowed are at most 100 variables.");
        }
        return merged;
    }

    private void check(String name, String value, boolean admin) {
        if (!NAME.matcher(name).matches()) {
            throw invalid("allowed are names of letters, digits and underscores, no digit first, at most 128 characters.");
        }
        if (value == null || value.length() > LONGEST_VALUE || value.indexOf('\0') >= 0) {
            throw invalid("allowed are values of at most 32768 characters, no NUL.");
        }
        if (NOBODYS.matcher(name).matches()) {
            throw invalid(name + " may not be set: Longshell sets it, or it changes which program runs or where its secrets go.");
        }
        if (!admin && !isManagers(name, value)) {
            throw new FaultException(Fault.FORBIDDEN, "environment: " + name + " is an admin's to set, or that value of it: it may change which "
                    + "program runs or where its secrets go. A manager may set APP_..., PROJECT_... and what PROJECT_VARIABLES names.");
        }
    }

    private boolean isManagers(String name, String value) {
        return Arrays.stream(Safe.values()).anyMatch(safe -> safe.holds(name, value))
                || settings.list(Setting.PROJECT_VARIABLES, ",").stream().anyMatch(entry -> isNamed(entry, name));
    }

    /** @param entry a name, or the beginning of names with a {@code *} behind */
    private static boolean isNamed(String entry, String name) {
        return entry.endsWith("*") ? name.startsWith(entry.substring(0, entry.length() - 1)) : name.equals(entry);
    }

    private static FaultException invalid(String refusal) {
        return new FaultException(Fault.INVALID_PARAMETER, "environment: " + refusal);
    }
}
