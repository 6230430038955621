package dev.longshell.session;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What the members of a project may be; every method returns the value or throws INVALID_PARAMETER that names the member. Knows nothing of directories. */
final class ProjectRules {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    /** IEEE Std 1003.1 section 8.1, with lower case as shells take it. */
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
    private static final String OUR_VARIABLES = "LONGSHELL_";
    /** What makes a program load or run something else, or send its secrets elsewhere: whoever opens a session must be able to trust what it runs (ld.so(8), bash(1), node(1)). */
    private static final Pattern FORBIDDEN_VARIABLE = Pattern.compile("LD_.*|GCONV_PATH|BASH_ENV|BASH_FUNC_.*|ENV|SHELLOPTS|BASHOPTS|PROMPT_COMMAND|IFS|NODE_OPTIONS|NODE_PATH|PYTHONSTARTUP|PYTHONPATH"
            + "|PERL5OPT|PERL5LIB|RUBYOPT|JAVA_TOOL_OPTIONS|ANTHROPIC_.*|JWT_SECRET|DATABASE_URL|REDIS_URL");
    private static final int LONGEST_SLUG = 40;
    private static final int LONGEST_NAME = 100;
    private static final int MOST_VARIABLES = 100;
    /** Characters; MAX_ARG_STRLEN of Linux is 128 KiB for one variable. */
    private static final int LONGEST_VALUE = 32_768;
    private static final int MOST_MINUTES = 525_600;
    private static final int MOST_SESSIONS = 10_000;

    private ProjectRules() {
    }

    /** A name for people, 1 to 100 characters, none of them a control character. */
    static String name(String text) {
        if (text == null || text.isBlank() || text.length() > LONGEST_NAME || text.chars().anyMatch(Character::isISOControl)) {
            throw invalid("name", "1 to 100 characters, no control characters");
        }
        return text.strip();
    }

    static String slug(String text) {
        if (!SLUG.matcher(text).matches()) {
            throw invalid("slug", "lower-case letters, digits and hyphens, 1 to 40, no hyphen first");
        }
        return text;
    }

    /** {@code Café Zürich} gives {@code cafe-zurich}. */
    static String slugOf(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD).toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}+", "").replaceAll("[^a-z0-9]+", "-").replaceAll("^-+", "");
        return slug(plain.substring(0, Math.min(LONGEST_SLUG, plain.length())).replaceAll("-+$", ""));
    }

    /** An absolute path of something executable; COMMAND_NOT_FOUND otherwise. */
    static String shell(String text) {
        if (!text.startsWith("/") || text.indexOf('\0') >= 0) {
            throw invalid("shell", "an absolute path");
        }
        Path shell = Path.of(text);
        if (!Files.isRegularFile(shell) || !Files.isExecutable(shell)) {
            throw new FaultException(Fault.COMMAND_NOT_FOUND, "There is no shell " + text + " that may be executed.");
        }
        return text;
    }

    static Map<String, String> environment(Map<String, String> variables) {
        if (variables.size() > MOST_VARIABLES) {
            throw invalid("environment", "at most 100 variables");
        }
        variables.forEach((name, value) -> {
            if (!VARIABLE.matcher(name).matches() || name.startsWith(OUR_VARIABLES)) {
                throw invalid("environment", "names of letters, digits and underscores that do not start with LONGSHELL_");
            }
            if (FORBIDDEN_VARIABLE.matcher(name).matches()) {
                throw new FaultException(Fault.INVALID_PARAMETER, "environment: " + name + " may not be set, it changes which program runs or where its secrets go.");
            }
            if (value == null || value.length() > LONGEST_VALUE || value.indexOf('\0') >= 0) {
                throw invalid("environment", "values of at most 32768 characters, no NUL");
            }
        });
        return variables;
    }

    static Integer retentionMinutes(Integer minutes) {
        return within("retentionMinutes", minutes, ProjectDraft.DEFAULT_MINUTES, MOST_MINUTES);
    }

    static Integer maxSessions(Integer most) {
        return within("maxSessions", most, ProjectDraft.DEFAULT_SESSIONS, MOST_SESSIONS);
    }

    private static Integer within(String member, Integer number, int least, int most) {
        if (number < least || number > most) {
            throw invalid(member, "a whole number from " + least + " to " + most);
        }
        return number;
    }

    private static FaultException invalid(String member, String allowed) {
        return new FaultException(Fault.INVALID_PARAMETER, member + ": allowed is " + allowed + ".");
    }
}
