package dev.longshell.session;

import dev.longshell.store.SessionRecord;
import dev.longshell.wire.SessionReport;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How long a session that nobody needs may still be there; a pure function of what the keeper measured by its monotonic clock, so that no wall clock, and no
 * gateway's restart, can end a session early.
 *
 * <p>The clock runs only while nobody is attached and nothing happens: output and input set it back, and so does a viewer. A shell whose command has the
 * foreground works, however silent it is. So does a session that was opened for one command, as that is no shell; and a Claude session, of which only
 * {@code claude} could say that it neither works nor waits for an answer.
 */
final class RetentionClock {
    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "zsh", "fish", "ksh", "ash", "tcsh", "csh");

    private RetentionClock() {
    }

    /** Empty while the clock does not run; 0 when the time is over. @param defaultMinutes of a project that has none of its own; 0: for ever */
    static OptionalLong remainingMillis(SessionRecord row, SessionReport report, long defaultMinutes) {
        long allowed = allowedMillis(row, defaultMinutes);
        boolean runs = allowed > 0 && !row.isKept() && !report.ended() && report.viewers() == 0 && isIdleShell(row, report);
        return runs ? OptionalLong.of(Math.max(0, allowed - idleMillis(report))) : OptionalLong.empty();
    }

    /** For people; null while the clock does not run. */
    static Long endsInSeconds(SessionRecord row, SessionReport report, long defaultMinutes) {
        OptionalLong remaining = remainingMillis(row, report, defaultMinutes);
        return remaining.isPresent() ? (remaining.getAsLong() + 999) / 1_000 : null;
    }

    /** Without viewers and activity. @return 0 for ever */
    static long allowedMillis(SessionRecord row, long defaultMinutes) {
        Integer own = row.project().retentionMinutes();
        return Duration.ofMinutes(own == null ? defaultMinutes : own).toMillis();
    }

    private static long idleMillis(SessionReport report) {
        return Math.min(report.idleMillis(), report.unwatchedMillis());
    }

    private static boolean isIdleShell(SessionRecord row, SessionReport report) {
        return row.kind().equals(Kind.TERMINAL.word()) && !report.foreground() && isShell(row.command());
    }

    /** One that reads its commands from the terminal: it was given no word but options of one letter or more, of which {@code -c} would be a command. */
    private static boolean isShell(List<String> command) {
        String name = command.get(0).substring(command.get(0).lastIndexOf('/') + 1);
        boolean asksTheTerminal = command.stream().skip(1).allMatch(word -> word.startsWith("-") && !word.equals("-c"));
        return asksTheTerminal && (SHELLS.contains(name) || command.get(0).startsWith("-"));
    }
}
