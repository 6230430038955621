package dev.longshell.session;

import dev.longshell.access.FirstUser;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.link.KeeperLink;
import dev.longshell.store.Node;
import dev.longshell.store.Project;
import dev.longshell.store.SessionRecord;
import dev.longshell.store.SessionRepository;
import dev.longshell.wire.SessionReport;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Brings the rows of this node and the keeper's sessions together: what ended meanwhile has ended, what no keeper has is lost, what no row has is given one
 * (admin's, in the project {@code home}). It ends nothing.
 */
@ApplicationScoped
public class Reconciliation {
    private static final Logger LOG = Logger.getLogger(Reconciliation.class.getName());

    /** Time between a process and its row: a commit takes milliseconds, and one of ten seconds finds its row made by us and puts its own there ({@link Opening}). */
    private static final long OPENING_MILLIS = 3_000;

    @Resource
    private ManagedScheduledExecutorService executor;
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

    /** Rows first: what runs according to the database was in a keeper before the keeper is asked. */
    public void run() {
        List<SessionRecord> rows = repository.live(Node.NAME);
        Map<String, SessionReport> known = byId(keeper.list());
        rows.forEach(row -> compare(row, known.get(row.id()), Instant.now()));
        List<SessionReport> withoutRow = known.values().stream().filter(report -> !report.ended()).filter(report -> hasNoLiveRow(report, rows)).toList();
        withoutRow.stream().filter(report -> !isYoung(report)).forEach(this::adopt);
        if (withoutRow.stream().anyMatch(Reconciliation::isYoung)) {
            executor.schedule(this::runOrWarn, OPENING_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Sessions of that project that run indeed, on whatever node; those that have ended are written down as ended first. */
    long running(Project project) {
        List<SessionRecord> rows = repository.live(project);
        Map<String, SessionReport> known = byId(keeper.list());
        Instant now = Instant.now();
        rows.stream().filter(row -> row.node().equals(Node.NAME)).forEach(row -> compare(row, known.get(row.id()), now));
        return rows.stream().filter(row -> SessionViews.stateOf(row, known.get(row.id()), now).isLive()).count();
    }

    private void runOrWarn() {
        try {
            run();
        } catch (FaultException e) {
            LOG.log(Level.WARNING, "Rows and keeper could not be compared: " + e.getMessage(), e);
        }
    }

    private static boolean hasNoLiveRow(SessionReport report, List<SessionRecord> rows) {
        return rows.stream().noneMatch(row -> row.id().equals(report.id()));
    }

    private void compare(SessionRecord row, SessionReport report, Instant now) {
        if (report == null) {
            missing(row, now);
            return;
        }
        boolean isKept = !report.ended() && row.state().equals(SessionRecord.RUNNING) && row.pid() != null;
        if (!isKept) {
            reports.keep(report);
        }
    }

    /** The keeper of this node does not have it. @param row read before the keeper was asked */
    void missing(SessionRecord row, Instant now) {
        repository.change(row.id(), current -> missed(row, current, now))
                .filter(current -> current.state().equals(SessionRecord.LOST))
                .ifPresent(lost -> LOG.warning(() -> lost.id() + " is lost (" + lost.lostBecause() + ")" + survivor(lost)));
    }

    /** Of what began to run since it was read the keeper need not have known. */
    static void missed(SessionRecord read, SessionRecord current, Instant now) {
        if (current.state().equals(read.state())) {
            SessionState.of(current).missing(SessionViews.whyLost(read), now).writeTo(current);
        }
    }

    /** What a keeper leaves behind that died may ignore the hangup of its terminal; nothing is killed that nobody asked to be killed. */
    private static String survivor(SessionRecord lost) {
        boolean survives = lost.pidStarted() != null && !Node.restartedSince(lost.bootId()) && Node.runs(lost.pid(), lost.pidStarted());
        return survives ? "; its process " + lost.pid() + " still runs, without a terminal, and is left alone" : "";
    }

    static Map<String, SessionReport> byId(List<SessionReport> reports) {
        Map<String, SessionReport> byId = new HashMap<>();
        reports.forEach(report -> byId.put(report.id(), report));
        return byId;
    }

    /** It may be another gateway's opening, whose row is on its way. A start that is to come is none: in a container /proc/uptime may count from another moment. */
    static boolean isYoung(SessionReport report) {
        long age = Node.ageMillis(report.startTicks());
        return age >= 0 && age < OPENING_MILLIS;
    }

    private void adopt(SessionReport report) {
        Optional<SessionRecord> over = repository.change(report.id(), row -> Reports.write(row, report));
        if (over.isPresent()) {
            LOG.warning(() -> report.id() + " runs after all; its row is " + over.get().state() + " now");
            return;
        }
        Project project = firstProject.present();
        SessionRecord row = new SessionRecord(report.id(), report.kind(), project, firstUser.present(),
                List.of(report.foregroundCommand() == null ? "unknown" : report.foregroundCommand()),
                report.workingDirectory() == null ? project.path() : report.workingDirectory(), Node.NAME, Instant.ofEpochMilli(report.createdAtMillis()));
        row.name("found without an owner");
        row.orphan();
        Reports.write(row, report);
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
