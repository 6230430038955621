package dev.longshell.channel;

import dev.longshell.fault.FaultException;
import dev.longshell.limit.Leases;
import dev.longshell.payara.GuardedSockets;
import dev.longshell.session.Kind;
import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Every socket of this gateway: how many there may be, whether each still lives, and the farewell; knows nothing of what they say. */
@ApplicationScoped
public class OpenSockets {
    /** RFC 6455 and the IANA registry of close codes: service restart. */
    private static final int SERVICE_RESTART = 1012;
    private static final int GOING_AWAY = 1001;
    /** Between two clients' returns after a restart, so that a thousand do not come in one second; the last comes within ten. */
    private static final long SLOT_MILLIS = 20;
    private static final long LAST_SLOT_MILLIS = 10_000;
    private static final long LOOK_MILLIS = 10;
    /** Between two looks at who is silent ({@link Silence}). */
    private static final long SILENCE_MILLIS = 1_000;
    /** Between two looks at sockets whose frames do not end, or that are told to go. */
    private static final long GUARD_MILLIS = 250;

    private final GuardedSockets guarded = new GuardedSockets();
    private final Map<Kind, Map<Viewer, Leases.Lease>> open = new EnumMap<>(Kind.class);
    private SocketShares shares;
    private long heartbeatMillis;
    private ScheduledExecutorService clock;
    private volatile boolean leaving;

    protected OpenSockets() {
        // for the container's proxy
    }

    @Inject
    OpenSockets(Settings settings, SocketShares shares) {
        this.shares = shares;
        heartbeatMillis = settings.number(Setting.WS_HEARTBEAT_INTERVAL);
        for (Kind kind : Kind.values()) {
            open.put(kind, new ConcurrentHashMap<>());
        }
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "longshell-sockets");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleAtFixedRate(this::beat, heartbeatMillis, heartbeatMillis, TimeUnit.MILLISECONDS);
        clock.scheduleWithFixedDelay(() -> all().forEach(Viewer::look), SILENCE_MILLIS, SILENCE_MILLIS, TimeUnit.MILLISECONDS);
        clock.scheduleWithFixedDelay(guarded::look, GUARD_MILLIS, GUARD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Where each socket's frames are checked, before and after it is let in. */
    GuardedSockets guarded() {
        return guarded;
    }

    /** @throws FaultException CONNECTION_LIMIT or RATE_LIMIT, and it is not there */
    void add(Kind kind, Viewer viewer) {
        open.get(kind).put(viewer, shares.take(kind, viewer.pass().bearer()));
    }

    void remove(Kind kind, Viewer viewer) {
        Leases.Lease lease = open.get(kind).remove(viewer);
        if (lease != null) {
            lease.close();
        }
    }

    /** Beside the heartbeat. At once when the farewell is over. */
    void later(Runnable task, long millis) {
        try {
            clock.schedule(task, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            task.run(); // nobody is waited for any more
        }
    }

    /** All that are open now. */
    Set<Viewer> all() {
        return open.values().stream().map(Map::keySet).flatMap(Set::stream).collect(Collectors.toSet());
    }

    /** Sockets open on a channel. */
    public int count(Kind kind) {
        return open.get(kind).size();
    }

    private void beat() {
        open.forEach((kind, viewers) -> {
            for (Viewer viewer : viewers.keySet()) {
                if (viewer.silentMillis() < 2 * heartbeatMillis) {
                    viewer.ping();
                    continue;
                }
                remove(kind, viewer);
                viewer.close(GOING_AWAY, "No sign of life for two heartbeats.", 0);
            }
        });
    }

    /** True once everybody was sent away: whoever comes now is sent away as well. */
    boolean isLeaving() {
        return leaving;
    }

    /** For one who comes while the gateway is about to stop. */
    void sendAway(Viewer viewer) {
        viewer.close(SERVICE_RESTART, Long.toString(ThreadLocalRandom.current().nextLong(SLOT_MILLIS, LAST_SLOT_MILLIS)), Viewer.PATIENCE_MILLIS);
    }

    /** Sockets that are still open, of all channels. */
    public int count() {
        return open.values().stream().mapToInt(Map::size).sum();
    }

    /** Sends everybody away, each with the milliseconds after which to come back, as soon as it has read what was on its way to it. */
    public void farewell() {
        leaving = true;
        List<Viewer> viewers = new ArrayList<>();
        open.values().forEach(each -> viewers.addAll(each.keySet()));
        Collections.shuffle(viewers);
        long slot = viewers.isEmpty() ? 0 : Math.min(SLOT_MILLIS, LAST_SLOT_MILLIS / viewers.size());
        for (int place = 0; place < viewers.size(); place++) {
            viewers.get(place).close(SERVICE_RESTART, Long.toString(SLOT_MILLIS + place * slot), Viewer.PATIENCE_MILLIS);
        }
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Viewer.PATIENCE_MILLIS + SLOT_MILLIS);
        while (count() > 0 && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
        }
        clock.shutdownNow();
    }

    /** The application is undeployed: before any bean is destroyed, for the line to the keeper is one. */
    void undeployed(@Observes @BeforeDestroyed(ApplicationScoped.class) Object application) {
        farewell();
    }
}
