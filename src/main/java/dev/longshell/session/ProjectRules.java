package dev.longshell.session;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.text.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the members of a project may be; every method returns the value or throws INVALID_PARAMETER that names the member. Knows nothing of directories. */
final class ProjectRules {
    private static final Logger LOG = Logger.getLogger(ProjectRules.class.getName());
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final int LONGEST_SLUG = 40;
    private static final int LONGEST_NAME = 100;
    private static final int MOST_MINUTES = 525_600;
    private static final int MOST_SESSIONS = 10_000;

    private ProjectRules() {
    }

    /** A name for people, 1 to 100 characters, as {@link Names} has it. */
    static String name(String text) {
        return Names.checked(text, LONGEST_NAME).orElseThrow(() -> invalid("name", Names.rule(LONGEST_NAME)));
    }

    static String slug(String text) {
        if (!SLUG.matcher(text).matches()) {
            throw invalid("slug", "lower-case letters, digits and hyphens, 1 to 40, no hyphen first");
        }
        return text;
    }

    /**
     * Makes a slug of any name: {@code Café Zürich} gives {@code cafe-zurich}. A name without a Latin letter or digit
     * gives {@code project-} and its hash code: the same name collides again, and another hardly ever.
     */
    static String slugOf(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD).toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}+", "").replaceAll("[^a-z0-9]+", "-").replaceAll("^-+", "");
        String slug = plain.substring(0, Math.min(LONGEST_SLUG, plain.length())).replaceAll("-+$", "");
        return slug.isEmpty() ? "project-" + Integer.toUnsignedString(name.hashCode(), 36) : slug;
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

    /**
     * A shell that a manager may choose: one that the machine has for logins, as chsh(1) asks of whoever is not root. Claude runs its commands
     * by the program that SHELL names.
     *
     * @throws FaultException FORBIDDEN for another one
     */
    static void loginShell(String text, List<String> loginShells) {
        if (!loginShells.contains(text)) {
            throw new FaultException(Fault.FORBIDDEN, "shell: " + text + " is an admin's to set: a manager may choose what /etc/shells lists.");
        }
    }

    /** The lines of shells(5) at that path that are no comments; none where it cannot be read. */
    static List<String> loginShells(Path shells) {
        try (Stream<String> lines = Files.lines(shells)) {
            return lines.map(String::strip).filter(line -> line.startsWith("/")).toList();
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.WARNING, shells + " cannot be read: a manager may choose no shell", e);
            return List.of();
        }
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
