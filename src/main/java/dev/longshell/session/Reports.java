package dev.longshell.session;

import dev.longshell.fault.FaultException;
import dev.longshell.store.SessionRepository;
import dev.longshell.wire.SessionReport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps what the keeper reports of a session's end; what changes every second stays in the keeper. */
@ApplicationScoped
public class Reports {
    private static final Logger LOG = Logger.getLogger(Reports.class.getName());

    @Inject
    private SessionRepository repository;

    void onReport(@Observes SessionReport report) {
        try {
            keep(report);
        } catch (FaultException e) {
            // the keeper remembers an ended session for an hour: the next list or start finds it
            LOG.log(Level.WARNING, "The end of " + report.id() + " could not be kept now", e);
        }
    }

    /** Nothing for a session that runs or has no row. */
    void keep(SessionReport report) {
        if (!report.ended()) {
            return;
        }
        Instant lastActivity = Instant.ofEpochMilli(report.lastActivityAtMillis());
        repository.change(report.id(), row -> row.ended(Instant.now(), report.exitCode(), report.signal(), lastActivity));
    }
}
