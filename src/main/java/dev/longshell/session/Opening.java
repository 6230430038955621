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
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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

    @Inject
    private KeeperLink keeper;
    @Inject
    private SessionRepository repository;
    @Inject
    private Reports reports;
    @Resource
    private ManagedExecutorService executor;

    /** @param most running sessions of the project, SESSION_LIMIT otherwise. */
    SessionReport open(SessionRecord row, OpenSession session, long most) {
        CompletableFuture<SessionReport> spawning = executor.supplyAsync(() -> keeper.open(session));
        try {
            add(row, most);
        } catch (RuntimeException e) {
            undoSpawn(spawning, session.id());
            throw e;
        }
        spawned(spawning, session.id());
        return asked(session.id());
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

    /** A child that ended before the row was there was reported to nobody: so ask once more. Whoever waits for a prompt does not wait for the row to say running. */
    private SessionReport asked(String id) {
        SessionReport now = keeper.inspect(id);
        if (now.ended()) {
            reports.keep(now);
            return now;
        }
        executor.execute(() -> keepOrWarn(now));
        return now;
    }

    private void keepOrWarn(SessionReport report) {
        try {
            reports.keep(report);
        } catch (FaultException e) {
            LOG.log(Level.WARNING, "That " + report.id() + " runs could not be kept; the next comparison with the keeper does it", e);
        }
    }

    private void spawned(CompletableFuture<SessionReport> spawning, String id) {
        try {
            spawning.join();
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
