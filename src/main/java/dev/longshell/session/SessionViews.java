package dev.longshell.session;

import dev.longshell.store.Node;
import dev.longshell.store.SessionRecord;
import dev.longshell.text.Visible;
import dev.longshell.wire.SessionReport;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Puts together what the database and the keeper know of a session; asks neither. */
final class SessionViews {
    private static final String DRIVER = "driver";

    private SessionViews() {
    }

    /** @param report null when the keeper does not know it @param retentionMinutes of a project that has none of its own */
    static SessionView view(SessionRecord row, SessionReport report, Instant now, long retentionMinutes) {
        SessionState state = stateOf(row, report, now);
        return report == null || !state.isLive() && !report.ended() ? remembered(row, state) : known(row, report, state, retentionMinutes);
    }

    /** Its state now; of a session of another node what was last heard of it. @param report null when the keeper does not know it */
    static SessionState stateOf(SessionRecord row, SessionReport report, Instant now) {
        SessionState last = SessionState.of(row);
        if (report != null) {
            return last.reported(report, now);
        }
        return row.node().equals(Node.NAME) ? last.missing(whyLost(row), now) : last;
    }

    static SessionState.Loss whyLost(SessionRecord row) {
        return Node.restartedSince(row.bootId()) ? SessionState.Loss.MACHINE_RESTARTED : SessionState.Loss.KEEPER_GONE;
    }

    private static SessionView known(SessionRecord row, SessionReport report, SessionState state, long retentionMinutes) {
        boolean over = !state.isLive();
        List<SessionView.Viewer> viewers = over ? List.of() : report.attached().stream().map(SessionViews::viewer).toList();
        return new SessionView(row.id(), row.kind(), row.project().slug(), row.name(), row.owner().username(), state.word(),
                visible(report.title()), report.workingDirectory() == null ? row.directory() : report.workingDirectory(),
                over || report.foregroundCommand() == null ? command(row) : visible(report.foregroundCommand()), report.columns(), report.rows(), report.viewers(),
                row.createdAt(), Instant.ofEpochMilli(report.lastActivityAtMillis()), report.exitCode(), report.signal(), row.node(), report.bufferedBytes(),
                viewers, viewers.stream().filter(viewer -> viewer.role().equals(DRIVER)).map(SessionView.Viewer::name).findFirst().orElse(null),
                over ? null : report.pid(), over ? row.endedAt() : null, over ? endedBecause(row, report) : null, null, null,
                row.isOrphan(), row.isKept(), over ? null : RetentionClock.endsInSeconds(row, report, retentionMinutes));
    }

    /** Programs choose these. */
    private static String visible(String text) {
        return text == null ? null : Visible.replaced(text);
    }

    private static String endedBecause(SessionRecord row, SessionReport report) {
        return report.endedBecause() == null ? row.endedBecause() : report.endedBecause();
    }

    private static SessionView.Viewer viewer(SessionReport.Watcher watcher) {
        return new SessionView.Viewer(watcher.number(), watcher.name(), watcher.role(), watcher.visible(), watcher.share());
    }

    /** Nobody was asked: of one that runs there is no pid, and no size. */
    static SessionView remembered(SessionRecord row, SessionState state) {
        return new SessionView(row.id(), row.kind(), row.project().slug(), row.name(), row.owner().username(), state.word(), null, row.directory(),
                command(row), 0, 0, 0, row.createdAt(), row.lastActivityAt(), row.exitCode(), row.signal(), row.node(), 0,
                List.of(), null, null, row.endedAt(), row.endedBecause(), lostBecause(state), row.successor(), row.isOrphan(), row.isKept(), null);
    }

    private static String lostBecause(SessionState state) {
        return state instanceof SessionState.Lost lost ? lost.why().name().toLowerCase(Locale.ROOT) : null;
    }

    /** What was started, a login shell without its hyphen. */
    private static String command(SessionRecord row) {
        String words = String.join(" ", row.command());
        return words.startsWith("-") ? words.substring(1) : words;
    }
}
