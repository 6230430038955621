package dev.longshell.channel;

import dev.longshell.access.AccessChanged;
import dev.longshell.access.Caller;
import dev.longshell.access.Callers;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.session.Sessions;
import dev.longshell.wire.Attach;
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
 * nobody told. It looks when a login or token is about to end: one that was refreshed meanwhile is good for longer; otherwise the viewer hears EVENT {@code auth},
 * and is closed 4401 at the end. While the database does not answer, everybody stays: an attached terminal does not notice.
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
    private Sessions sessions;
    private ScheduledExecutorService clock;
    private ExecutorService renewals;
    private boolean told;

    protected Standing() {
        // for the container's proxy
    }

    @Inject
    Standing(OpenSockets sockets, Callers callers, Sessions sessions) {
        this.sockets = sockets;
        this.callers = callers;
        this.sessions = sessions;
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
            if (viewer.pass().caller().userId().equals(change.user())) {
                judge(viewer);
            }
        }
    }

    private void look() {
        try {
            Set<Viewer> all = sockets.all();
            all.forEach(this::lookAtTheClock);
            Set<UUID> users = all.stream().map(viewer -> viewer.pass().caller().userId()).collect(Collectors.toSet());
            Map<UUID, Long> versions = users.isEmpty() ? Map.of() : callers.versions(users);
            all.stream().filter(viewer -> !Long.valueOf(viewer.pass().caller().accessVersion()).equals(versions.get(viewer.pass().caller().userId()))).forEach(this::judge);
            told = false;
        } catch (RuntimeException e) {
            LOG.log(told ? Level.FINE : Level.WARNING, "Who stands behind the open sockets cannot be looked at just now", e);
            told = true;
        }
    }

    private void lookAtTheClock(Viewer viewer) {
        Duration remaining = viewer.pass().remaining();
        if (remaining.compareTo(NOTICE) > 0 || !remaining.isNegative() && !viewer.pass().noticeIsDue(NOTICE_AGAIN)) {
            return;
        }
        judge(viewer);
        Duration after = viewer.pass().remaining();
        if (after.isNegative()) {
            viewer.close(over());
        }
        if (after.compareTo(NOTICE) <= 0) {
            viewer.tell(Map.of("type", "auth", "expiresInMillis", after.toMillis()));
        }
    }

    /** Lets the viewer stay, closes it, or, when nobody can say, lets it stay for now. */
    private void judge(Viewer viewer) {
        try {
            stay(viewer, callers.again(viewer.pass().caller()));
        } catch (FaultException e) {
            if (e.fault() == Fault.UNAUTHENTICATED) {
                viewer.close(over());
                return;
            }
            LOG.log(Level.FINE, "Whether a viewer may stay cannot be told just now", e);
        }
    }

    private static FaultException over() {
        return new FaultException(Fault.UNAUTHENTICATED, "Your login is over.");
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
            Caller fresh = callers.ofToken(token);
            if (!fresh.userId().equals(viewer.pass().caller().userId())) {
                throw new FaultException(Fault.UNAUTHENTICATED, "That token is somebody else's.");
            }
            stay(viewer, fresh);
        } catch (FaultException e) {
            viewer.close(e);
        }
    }

    private void stay(Viewer viewer, Caller now) {
        Admission admission = viewer.pass().admission();
        if (roleOf(now, admission) != admission.attach().role()) {
            viewer.close(new FaultException(Fault.FORBIDDEN, "Your role in this project has changed."));
            return;
        }
        viewer.pass().stands(now);
    }

    /** Null where the session does not exist for the caller any more. */
    private Attach.Role roleOf(Caller caller, Admission admission) {
        try {
            return sessions.roleOf(caller, admission.attach().session(), admission.kind());
        } catch (FaultException e) {
            if (e.fault() != Fault.NOT_FOUND) {
                throw e;
            }
            return null;
        }
    }
}
