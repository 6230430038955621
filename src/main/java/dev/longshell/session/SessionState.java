package dev.longshell.session;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.store.SessionRecord;
import dev.longshell.wire.SessionReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Where a session is in its life, as a value: what is heard of it gives the next state. Knows nothing of databases, keepers or clocks.
 *
 * <pre>
 *  opening --its process is there--> running <--somebody attaches / the last one leaves--> detached
 *     |                                 |  its program ended: ended <-----------------------'
 *     '--no keeper has it: lost <-------'                                    (from detached as well)
 *                           |  ^
 *                           |  '-- a keeper has it after all: running or detached
 *                           '--its directory and screen live on in another: restored
 * </pre>
 */
public sealed interface SessionState {
    /** The word in JSON, pages and the database; {@code detached} is not kept: it is running there. */
    String word();

    /** Makes the row remember it. */
    void writeTo(SessionRecord row);

    /** True while it takes one of its project's places. */
    default boolean isLive() {
        return false;
    }

    /** A keeper told of it. */
    default SessionState reported(SessionReport report, Instant now) {
        return this;
    }

    /** The keeper of its node does not know it. */
    default SessionState missing(Loss why, Instant now) {
        return this;
    }

    /** Another session goes on where this one stopped. @throws FaultException CONFLICT for one that is not lost */
    default SessionState restoredAs(String successor, Instant now) {
        throw new FaultException(Fault.CONFLICT, "Only a lost session can be restored; this one is " + word() + ".");
    }

    /** Why a session was lost. */
    enum Loss {
        /** It was to be opened, and no process ever came. */
        NEVER_STARTED,
        /** Its keeper ended without it. */
        KEEPER_GONE,
        /** The machine was started anew. */
        MACHINE_RESTARTED
    }

    /** Its row is there, its process on its way. @param since when it was asked for */
    record Opening(Instant since) implements SessionState {
        /** A process is there within seconds, or the keeper said why not. What was asked for so long after now was so before the clock was set back. */
        static final Duration PATIENCE = Duration.ofSeconds(60);

        @Override
        public void writeTo(SessionRecord row) {
            // a row begins so
        }

        @Override
        public String word() {
            return SessionRecord.OPENING;
        }

        @Override
        public boolean isLive() {
            return true;
        }

        @Override
        public SessionState reported(SessionReport report, Instant now) {
            return alive(report, now);
        }

        @Override
        public SessionState missing(Loss why, Instant now) {
            return Duration.between(since, now).abs().compareTo(PATIENCE) > 0 ? new Lost(now, Loss.NEVER_STARTED) : this;
        }
    }

    /** Somebody is attached. @param viewers in the order they came; empty while no keeper was asked */
    record Running(List<SessionReport.Watcher> viewers) implements SessionState {
        @Override
        public void writeTo(SessionRecord row) {
            row.running();
        }

        @Override
        public String word() {
            return SessionRecord.RUNNING;
        }

        @Override
        public boolean isLive() {
            return true;
        }

        @Override
        public SessionState reported(SessionReport report, Instant now) {
            return alive(report, now);
        }

        @Override
        public SessionState missing(Loss why, Instant now) {
            return new Lost(now, why);
        }
    }

    /** It goes on, and nobody is attached. @param unwatchedMillis since the last one left, or the start */
    record Detached(long unwatchedMillis) implements SessionState {
        @Override
        public void writeTo(SessionRecord row) {
            row.running();
        }

        @Override
        public String word() {
            return "detached";
        }

        @Override
        public boolean isLive() {
            return true;
        }

        @Override
        public SessionState reported(SessionReport report, Instant now) {
            return alive(report, now);
        }

        @Override
        public SessionState missing(Loss why, Instant now) {
            return new Lost(now, why);
        }
    }

    /** Its program ended. @param exitCode 0 to 255, or null @param signal number, or null */
    record Ended(Instant at, Integer exitCode, Integer signal) implements SessionState {
        @Override
        public void writeTo(SessionRecord row) {
            row.ended(at, exitCode, signal);
        }

        @Override
        public String word() {
            return SessionRecord.ENDED;
        }
    }

    /** It ended, and nobody saw how. */
    record Lost(Instant at, Loss why) implements SessionState {
        @Override
        public void writeTo(SessionRecord row) {
            row.lost(at, why.name());
        }

        @Override
        public String word() {
            return SessionRecord.LOST;
        }

        @Override
        public SessionState reported(SessionReport report, Instant now) {
            return alive(report, now);
        }

        @Override
        public SessionState restoredAs(String successor, Instant now) {
            return new Restored(at, successor);
        }
    }

    /** It was lost, and another goes on in its place. @param successor id of that one */
    record Restored(Instant at, String successor) implements SessionState {
        @Override
        public void writeTo(SessionRecord row) {
            row.restored(successor);
        }

        @Override
        public String word() {
            return SessionRecord.RESTORED;
        }
    }

    /** As its row remembers it. */
    static SessionState of(SessionRecord row) {
        return switch (row.state()) {
            case SessionRecord.OPENING -> new Opening(row.createdAt());
            case SessionRecord.ENDED -> new Ended(row.endedAt(), row.exitCode(), row.signal());
            case SessionRecord.LOST -> new Lost(row.endedAt(), row.lostBecause() == null ? Loss.KEEPER_GONE : Loss.valueOf(row.lostBecause()));
            case SessionRecord.RESTORED -> new Restored(row.endedAt(), row.successor());
            default -> new Running(List.of());
        };
    }

    private static SessionState alive(SessionReport report, Instant now) {
        if (report.ended()) {
            return new Ended(now, report.exitCode(), report.signal());
        }
        return report.viewers() == 0 ? new Detached(report.unwatchedMillis()) : new Running(report.attached());
    }
}
