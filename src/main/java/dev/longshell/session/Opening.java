package dev.longshell.session;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.link.KeeperLink;
import dev.longshell.store.SessionRecord;
import dev.longshell.store.SessionRepository;
import dev.longshell.wire.OpenSession;
import dev.longshell.wire.SessionReport;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Starts a process and keeps its row, both or neither; knows nothing of rights.
 *
 * <p>The process is started while the row is being committed: the commit waits for a disk, and whoever opens a shell waits for its prompt. The session is handed
 * out only when both are done.
 */
@ApplicationScoped
public class Opening {
    private static final Logger LOG = Logger.getLogger(Opening.class.getName());

    /** Of asking whether a full project is full: each that was not has found a session that had just ended. */
    private static final int MOST_COUNTS = 10;
    /** Until a row says running: whoever waits for a prompt has the cores first. */
    private static final long NOTED_MILLIS = 100;

    @Inject
    private KeeperLink keeper;
    @Inject
    private SessionRepository repository;
    @Inject
    private Reports reports;
    @Inject
    private Reconciliation reconciliation;
    @Resource
    private ManagedExecutorService executor;
    @Resource
    private ManagedScheduledExecutorService clock;

    /** @param most running sessions of the project, SESSION_LIMIT otherwise. */
    SessionReport open(SessionRecord row, OpenSession session, long most) {
        CompletableFuture<SessionReport> spawning = executor.supplyAsync(() -> keeper.open(session));
        try {
            addWhereRoom(row, most);
        } catch (RuntimeException e) {
            undoSpawn(spawning, session.id());
            throw e;
        }
        SessionReport report = spawned(spawning, session.id());
        clock.schedule(() -> keepOrWarn(report), NOTED_MILLIS, TimeUnit.MILLISECONDS);
        return report;
    }

    /** An end that the keeper knows frees its place before it is written down: the refusal holds when every session that it counted runs on after it. */
    private void addWhereRoom(SessionRecord row, long most) {
        for (int counts = 1; ; counts++) {
            try {
                add(row, most);
                return;
            } catch (FaultException e) {
                if (e.fault() != Fault.SESSION_LIMIT || counts == MOST_COUNTS || reconciliation.running(row.project()) >= most) {
                    throw e;
                }
            }
        }
    }

    /** A database that took its time may find the session adopted as an orphan meanwhile: this row knows whose it is. */
    private void add(SessionRecord row, long most) {
        try {
            repository.add(row, most);
        } catch (FaultException e) {
            if (e.fault() != Fault.CONFLICT) {
                throw e;
            }
            repository.delete(row.id());
            repository.add(row, most);
        }
    }

    /** Asks anew: a child that ended before the row was there was reported to nobody. */
    private void keepOrWarn(SessionReport opened) {
        try {
            reports.keep(latest(opened));
        } catch (FaultException e) {
            LOG.log(Level.WARNING, "That " + opened.id() + " runs could not be kept; the next comparison with the keeper does it", e);
        }
    }

    /** Gives the session as it is, or as it began where its keeper has died since: that one ran and is lost, and is not opening. */
    private SessionReport latest(SessionReport opened) {
        try {
            return keeper.inspect(opened.id());
        } catch (FaultException e) {
            LOG.log(Level.FINE, opened.id() + " cannot be asked any more", e);
            return opened;
        }
    }

    private SessionReport spawned(CompletableFuture<SessionReport> spawning, String id) {
        try {
            return spawning.join();
        } catch (CompletionException | CancellationException e) {
            repository.delete(id);
            if (e.getCause() instanceof FaultException fault) {
                throw fault;
            }
            throw new FaultException(Fault.INTERNAL, "The session could not be started.", e);
        }
    }

    private void undoSpawn(CompletableFuture<SessionReport> spawning, String id) {
        spawning.whenComplete((report, failure) -> {
            if (failure != null) {
                LOG.log(Level.FINE, "Neither the row nor the process of " + id + " came to be", failure);
                return;
            }
            try {
                keeper.kill(id);
            } catch (FaultException e) {
                LOG.log(Level.WARNING, "The process of " + id + ", whose row was refused, could not be ended; it will be listed as an orphan", e);
            }
        });
    }
}
