package dev.longshell.keeper;

import dev.longshell.wire.Frame;
import dev.longshell.wire.FrameSplitter;
import dev.longshell.wire.Json;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.SessionReport;
import dev.longshell.wire.Tag;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The REPORTs that every control connection gets unasked; knows nothing of requests. All are sent by the timer thread, so in order and beside no echo. */
final class Reports {
    /** Changes of a session are told once in this time, the last state of it; opening and ending are told at once. */
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Set<Connection> listeners = ConcurrentHashMap.newKeySet();
    /** By session: when the report that is due or was last sent leaves or left. */
    private final Map<Session, Long> dueNanos = Collections.synchronizedMap(new WeakHashMap<>());
    private final Set<Session> toldEnds = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private final ScheduledExecutorService timer;

    Reports(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    void add(Connection listener) {
        listeners.add(listener);
    }

    void remove(Connection listener) {
        listeners.remove(listener);
    }

    /** Sends every gateway away: each has to look for the keeper of the place that this one gave up. */
    void dismiss() {
        listeners.forEach(listener -> listener.finish(Protocol.RETIRED, "This keeper has retired."));
    }

    /** Somebody knows. */
    void toldTheEndOf(Session session) {
        toldEnds.add(session);
    }

    boolean hasToldTheEndOf(Session session) {
        return toldEnds.contains(session);
    }

    /** The session changed. */
    void soon(Session session) {
        long now = System.nanoTime();
        dueNanos.compute(session, (same, due) -> {
            if (due != null && due - now > 0) {
                return due; // one is on its way
            }
            long next = due == null ? now : Math.max(now, due + PERIOD_NANOS);
            timer.schedule(() -> send(session), next - now, TimeUnit.NANOSECONDS);
            return next;
        });
    }

    /** The session began or ended. */
    void now(Session session) {
        timer.execute(() -> send(session));
    }

    /** The session has ended, and those processes of it go on. */
    void leftBehind(Session session, List<String> processes) {
        timer.execute(() -> send(session.report().leaving(processes), session));
    }

    private void send(Session session) {
        if (!listeners.isEmpty()) {
            send(session.report(), session);
        }
    }

    private void send(SessionReport report, Session session) {
        ByteBuffer frame = FrameSplitter.withLength(Frame.json(Tag.REPORT, Json.write(report)));
        if (report.ended() && !listeners.isEmpty()) {
            toldTheEndOf(session);
        }
        listeners.forEach(listener -> listener.sendPrefixed(frame.duplicate()));
    }
}
