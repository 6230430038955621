package dev.longshell.session;

import dev.longshell.store.Node;
import dev.longshell.store.SessionRecord;
import dev.longshell.wire.SessionReport;
import java.time.Duration;
import java.time.Instant;

/** Puts together what the database and the keeper know of a session; asks neither. */
final class SessionViews {
    static final String DETACHED = "detached";
    /** An opening's row may be there before its process is: no session this young is called lost. */
    static final Duration OPENING = Duration.ofSeconds(60);

    private SessionViews() {
    }

    /** @param report null when the keeper does not know it */
    static SessionView view(SessionRecord row, SessionReport report, Instant now) {
        if (report == null) {
            return remembered(row, now);
        }
        boolean ended = report.ended() || !row.running();
        return new SessionView(row.id(), row.kind(), row.project().slug(), row.name(), row.owner().username(), state(row, report),
                report.title(), report.workingDirectory() == null ? row.directory() : report.workingDirectory(),
                ended || report.foregroundCommand() == null ? command(row) : report.foregroundCommand(), report.columns(), report.rows(), report.viewers(),
                row.createdAt(), Instant.ofEpochMilli(report.lastActivityAtMillis()), report.ended() ? report.exitCode() : row.exitCode(),
                report.ended() ? report.signal() : row.signal(), row.node(), report.bufferedBytes());
    }

    static boolean isLost(SessionRecord row, SessionReport report, Instant now) {
        return row.running() && report == null && row.node().equals(Node.NAME) && row.createdAt().plus(OPENING).isBefore(now);
    }

    private static SessionView remembered(SessionRecord row, Instant now) {
        return new SessionView(row.id(), row.kind(), row.project().slug(), row.name(), row.owner().username(),
                isLost(row, null, now) ? SessionRecord.LOST : row.state(), null, row.directory(), command(row), 0, 0, 0, row.createdAt(), row.lastActivityAt(),
                row.exitCode(), row.signal(), row.node(), 0);
    }

    private static String state(SessionRecord row, SessionReport report) {
        if (report.ended()) {
            return SessionRecord.ENDED;
        }
        if (!row.running()) {
            return row.state();
        }
        return report.viewers() == 0 ? DETACHED : SessionRecord.RUNNING;
    }

    /** What was started, a login shell without its hyphen. */
    private static String command(SessionRecord row) {
        String words = String.join(" ", row.command());
        return words.startsWith("-") ? words.substring(1) : words;
    }
}
