package dev.longshell.session;

import dev.longshell.fault.FaultException;
import dev.longshell.store.SessionRecord;
import dev.longshell.store.SessionRepository;
import dev.longshell.wire.SessionReport;
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

    @Inject
    private SessionRepository repository;

    /** Its end only: what changes every second is asked for. */
    void onReport(@Observes SessionReport report) {
        if (!report.ended()) {
            return;
        }
        try {
            keep(report);
        } catch (FaultException e) {
            // the keeper remembers an ended session for an hour: the next list or start finds it
            LOG.log(Level.WARNING, "The end of " + report.id() + " could not be kept now", e);
        }
    }

    /** Nothing for a session that has no row. */
    void keep(SessionReport report) {
        repository.change(report.id(), row -> write(row, report));
    }

    /** What is to be kept of a report; whether anything changed is the database's business. */
    static void write(SessionRecord row, SessionReport report) {
        SessionState.of(row).reported(report, Instant.now()).writeTo(row);
        row.lastActivity(Instant.ofEpochMilli(report.lastActivityAtMillis()));
        row.process(report.pid(), report.process() == null ? null : report.startTicks(), report.bootId());
    }
}
