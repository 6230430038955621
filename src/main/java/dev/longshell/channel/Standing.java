package dev.longshell.channel;

import dev.longshell.access.AccessChanged;
import dev.longshell.access.Callers;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Looks again at who stands behind the open sockets, and closes those that would not be let in any more; knows nothing of frames.
 *
 * <p>It looks when somebody's access changed: at once when this gateway is told, and once a second by comparing each user's access version, which also finds what
 * nobody told. It looks when a login, token or link is about to end: one that was refreshed meanwhile is good for longer; otherwise the viewer hears EVENT {@code auth},
 * and is closed 4401 at the end, or 4403 where it came by a link. While the database does not answer, everybody stays: an attached terminal does not notice.
 */
@ApplicationScoped
public class Standing {
    private static final Logger LOG = Logger.getLogger(Standing.class.getName());
    private static final long LOOK_MILLIS = 1_000;
    /** Before a login ends; a page refreshes at the first word, and hears another each minute. */
    private static final Duration NOTICE = Duration.ofMinutes(10);
    private static final Duration NOTICE_AGAIN = Duration.ofMinutes(1);
    /** Waiting at a time; whoever comes then comes again. */
    private static final int MOST_RENEWALS = 1_000;

    private OpenSockets sockets;
    private Callers callers;
    private ScheduledExecutorService clock;
    private ExecutorService renewals;
    private boolean told;

    protected Standing() {
        // for the container's proxy
    }

    @Inject
    Standing(OpenSockets sockets, Callers callers) {
        this.sockets = sockets;
        this.callers = callers;
    }

    void start(@Observes Startup startup) {
        clock = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "longshell-standing"));
        renewals = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_RENEWALS), task -> daemon(task, "longshell-renewals"));
        clock.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @PreDestroy
    void stop() {
        if (clock != null) {
            clock.shutdownNow();
            renewals.shutdownNow();
        }
    }

    /** On the thread of whoever changed it: the answer to a log-out comes when its sockets are closed. */
    void changed(@Observes AccessChanged change) {
        for (Viewer viewer : sockets.all()) {
            if (viewer.pass().bearer().user().equals(change.user())) {
                judge(viewer);
            }
        }
    }

    private void look() {
        try {
            Set<Viewer> all = sockets.all();
            all.forEach(this::lookAtTheClock);
            Set<UUID> users = all.stream().map(viewer -> viewer.pass().bearer().user()).collect(Collectors.toSet());
            Map<UUID, Long> versions = users.isEmpty() ? Map.of() : callers.versions(users);
            all.stream().filter(viewer -> hasMovedOn(viewer.pass().bearer(), versions)).forEach(this::judge);
            told = false;
        } catch (RuntimeException e) {
            LOG.log(told ? Level.FINE : Level.WARNING, "Who stands behind the open sockets cannot be looked at just now", e);
            told = true;
        }
    }

    private static boolean hasMovedOn(Bearer bearer, Map<UUID, Long> versions) {
        return !Long.valueOf(bearer.accessVersion()).equals(versions.get(bearer.user()));
    }

    private void lookAtTheClock(Viewer viewer) {
        Duration remaining = viewer.pass().remaining();
        if (remaining.compareTo(NOTICE) > 0 || !remaining.isNegative() && !viewer.pass().noticeIsDue(NOTICE_AGAIN)) {
            return;
        }
        judge(viewer);
        Duration after = viewer.pass().remaining();
        if (after.isNegative()) {
            viewer.close(viewer.pass().bearer().over());
        }
        if (after.compareTo(NOTICE) <= 0) {
            viewer.tell(Map.of("type", "auth", "expiresInMillis", after.toMillis()));
        }
    }

    /** Lets the viewer stay, closes it, or, when nobody can say, lets it stay for now. */
    private void judge(Viewer viewer) {
        try {
            stay(viewer, viewer.pass().bearer().again());
        } catch (FaultException e) {
            if (e.fault() == Fault.UNAUTHENTICATED) {
                viewer.close(viewer.pass().bearer().over());
                return;
            }
            LOG.log(Level.FINE, "Whether a viewer may stay cannot be told just now", e);
        }
    }

    /** In-band renewal: the same user may show another token at any time. On another thread, for who reads a socket must not wait for the database. */
    void renew(Viewer viewer, String token) {
        try {
            renewals.execute(() -> renewNow(viewer, token));
        } catch (RejectedExecutionException e) {
            viewer.close(FaultException.retryable(Fault.RATE_LIMIT, "Too many renewals wait.", LOOK_MILLIS, e));
        }
    }

    private void renewNow(Viewer viewer, String token) {
        try {
            stay(viewer, viewer.pass().bearer().renewed(token));
        } catch (FaultException e) {
            viewer.close(e);
        }
    }

    private void stay(Viewer viewer, Bearer now) {
        Admission admission = viewer.pass().admission();
        if (now.roleFor(admission) != admission.attach().role()) {
            viewer.close(new FaultException(Fault.FORBIDDEN, "What you may do in this project has changed."));
            return;
        }
        viewer.pass().stands(now);
    }
}
