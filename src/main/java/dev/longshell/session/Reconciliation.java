package dev.longshell.session;

import dev.longshell.access.FirstUser;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.link.KeeperLink;
import dev.longshell.store.Node;
import dev.longshell.store.Project;
import dev.longshell.store.SessionRecord;
import dev.longshell.store.SessionRepository;
import dev.longshell.store.User;
import dev.longshell.wire.SessionReport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;

/**
 * Brings the rows of this node and the keeper's sessions together: what ended meanwhile has ended, what no keeper has is lost, what no row has is given one
 * (admin's, in the project {@code home}). It ends nothing.
 */
@ApplicationScoped
public class Reconciliation {
    private static final Logger LOG = Logger.getLogger(Reconciliation.class.getName());

    @Inject
    private KeeperLink keeper;
    @Inject
    private SessionRepository repository;
    @Inject
    private Reports reports;
    @Inject
    private FirstUser firstUser;
    @Inject
    private FirstProject firstProject;

    /** Asks the keeper, and changes what differs. */
    public void run() {
        Map<String, SessionReport> known = byId(keeper.list());
        Instant now = Instant.now();
        for (SessionRecord row : repository.running(Node.NAME)) {
            SessionReport report = known.get(row.id());
            if (report != null) {
                reports.keep(report);
            }
            if (SessionViews.isLost(row, report, now)) {
                lost(row.id());
            }
        }
        known.values().stream().filter(report -> !report.ended() && isOld(report, now)).forEach(this::adopt);
    }

    void lost(String id) {
        repository.change(id, row -> row.lost(Instant.now()));
        LOG.info(() -> id + " is lost: its keeper is gone");
    }

    static Map<String, SessionReport> byId(List<SessionReport> reports) {
        Map<String, SessionReport> byId = new HashMap<>();
        reports.forEach(report -> byId.put(report.id(), report));
        return byId;
    }

    /** A younger one may be another gateway's opening, whose row is on its way. */
    private static boolean isOld(SessionReport report, Instant now) {
        return Instant.ofEpochMilli(report.createdAtMillis()).plus(SessionViews.OPENING).isBefore(now);
    }

    private void adopt(SessionReport report) {
        if (repository.find(report.id()).isPresent()) {
            return;
        }
        User owner = firstUser.present();
        Project project = firstProject.present();
        SessionRecord row = new SessionRecord(report.id(), report.kind(), project, owner,
                List.of(report.foregroundCommand() == null ? "unknown" : report.foregroundCommand()),
                report.workingDirectory() == null ? project.path() : report.workingDirectory(), Node.NAME, Instant.ofEpochMilli(report.createdAtMillis()));
        row.name("found without an owner");
        try {
            repository.add(row, Long.MAX_VALUE);
            LOG.warning(() -> report.id() + " had no row; it is admin's now, in the project " + project.slug());
        } catch (FaultException e) {
            if (e.fault() != Fault.CONFLICT) {
                throw e;
            }
            LOG.fine(() -> report.id() + " was adopted by another gateway");
        }
    }
}
