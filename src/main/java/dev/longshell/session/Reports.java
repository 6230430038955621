package dev.longshell.session;

import dev.longshell.audit.Action;
import dev.longshell.audit.Audit;
import dev.longshell.audit.Outcome;
import dev.longshell.breaker.BreakerChanged;
import dev.longshell.fault.FaultException;
import dev.longshell.store.DatabaseBreaker;
import dev.longshell.store.SessionRecord;
import dev.longshell.store.SessionRepository;
import dev.longshell.wire.SessionReport;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps what the keeper reports of a session: that its process is there, and how it ended; what changes every second stays in the keeper. */
@ApplicationScoped
public class Reports {
    private static final Logger LOG = Logger.getLogger(Reports.class.getName());

    /** Sessions whose end may wait for the database. */
    private static final int MOST_WAITING = 10_000;

    private final WaitingReports waiting = new WaitingReports(MOST_WAITING);
    @Inject
    private SessionRepository repository;
    @Inject
    private Audit audit;
    @Resource
    private ManagedExecutorService executor;

    /** Its end only: what changes every second is asked for. */
    void onReport(@Observes SessionReport report) {
        if (!report.ended()) {
            return;
        }
        if (report.leftBehind() != null) {
            audit.record(Action.SESSION_END, null, report.id(), Outcome.DONE, "go on without it: " + String.join(", ", report.leftBehind()));
        }
        try {
            keep(report);
            replaySoon(); // what waits may have met a failure that opened no breaker
        } catch (FaultException e) {
            if (!waiting.add(report)) {
                // the keeper remembers an ended session for an hour: the next list or start finds it
                LOG.log(Level.WARNING, "The end of " + report.id() + " could not be kept, and " + MOST_WAITING + " wait already", e);
            }
        }
    }

    /** The database is back: whatever waited for it is written, on a thread of its own, for who tells of the breaker must not wait. */
    void onBreaker(@Observes BreakerChanged change) {
        if (change.now().closed() && change.now().dependency().equals(DatabaseBreaker.NAME)) {
            replaySoon();
        }
    }

    private void replaySoon() {
        if (waiting.size() > 0) {
            executor.execute(this::replay);
        }
    }

    /** By one thread at a time, so that each is written once. */
    private synchronized void replay() {
        int ends = waiting.size();
        try {
            waiting.replay(this::keep);
            LOG.log(Level.INFO, ends + " ends of sessions were kept now that the database is back");
        } catch (FaultException e) {
            LOG.log(Level.WARNING, waiting.size() + " ends of sessions wait until the database is back once more", e);
        }
    }

    /** Nothing for a session that has no row. */
    void keep(SessionReport report) {
        repository.change(report.id(), row -> write(row, report));
    }

    /** What is to be kept of a report; whether anything changed is the database's business. */
    static void write(SessionRecord row, SessionReport report) {
        SessionState.of(row).reported(report, Instant.now()).writeTo(row);
        if (report.endedBecause() != null) {
            row.endedBecause(report.endedBecause());
        }
        row.lastActivity(Instant.ofEpochMilli(report.lastActivityAtMillis()));
        row.process(report.pid(), report.process() == null ? null : report.startTicks(), report.bootId());
    }
}
