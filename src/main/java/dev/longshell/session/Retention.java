package dev.longshell.session;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.link.KeeperLink;
import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import dev.longshell.store.Node;
import dev.longshell.store.SessionRecord;
import dev.longshell.store.SessionRepository;
import dev.longshell.wire.SessionReport;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Ends what nobody has needed for SESSION_RETENTION_MINUTES or the project's own; decides nothing by itself: {@link RetentionClock} does, and the keeper has the last word. */
@ApplicationScoped
public class Retention {
    /** Between two looks: a session may outlive its time by so much. */
    private static final long LOOK_SECONDS = 10;
    private static final Logger LOG = Logger.getLogger(Retention.class.getName());

    @Inject
    private Settings settings;
    @Inject
    private KeeperLink keeper;
    @Inject
    private SessionRepository repository;
    @Resource
    private ManagedScheduledExecutorService executor;
    private Future<?> looks;

    void start(@Observes Startup startup) {
        looks = executor.scheduleWithFixedDelay(this::lookOrWarn, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** The executor is the server's and outlives this deployment. */
    @PreDestroy
    void stop() {
        if (looks != null) {
            looks.cancel(false);
        }
    }

    private void lookOrWarn() {
        try {
            look();
        } catch (FaultException e) {
            LOG.log(Level.INFO, "Whether sessions are needed could not be asked: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Whether sessions are needed could not be asked", e); // the next look must come
        }
    }

    /** Ends every session of this node whose time is over. */
    public void look() {
        Map<String, SessionReport> known = Reconciliation.byId(keeper.answered().sessions());
        for (SessionRecord row : repository.live(Node.NAME)) {
            SessionReport report = known.get(row.id());
            if (report != null && RetentionClock.remainingMillis(row, report, defaultMinutes()).orElse(1) == 0) {
                expire(row);
            }
        }
    }

    /** SESSION_RETENTION_MINUTES. */
    long defaultMinutes() {
        return settings.number(Setting.SESSION_RETENTION_MINUTES);
    }

    private void expire(SessionRecord row) {
        long allowed = RetentionClock.allowedMillis(row, defaultMinutes());
        try {
            keeper.expire(row.id(), allowed);
            LOG.info(() -> row.id() + " is ended: nobody was attached and nothing happened for " + allowed / 60_000 + " minutes");
        } catch (FaultException e) {
            if (e.fault() != Fault.CONFLICT && e.fault() != Fault.NOT_FOUND) {
                throw e;
            }
            LOG.log(Level.FINE, row.id() + " is needed after all, or gone", e);
        }
    }
}
