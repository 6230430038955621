package dev.longshell.keeper;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.OpenSession;
import dev.longshell.wire.SessionReport;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** All sessions of this keeper, and the ended ones that somebody may still ask for; knows nothing of connections. */
final class SessionTable {
    /** Ended sessions kept until FORGET: a megabyte of log each at most. */
    static final int ENDED_LIMIT = 100;
    private static final long ENDED_KEPT_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final long SWEEP_MINUTES = 1;

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Map<String, Thread> threads = new ConcurrentHashMap<>();
    private final Deque<Ended> ended = new ConcurrentLinkedDeque<>();
    private final ScheduledExecutorService timer;
    /** Of its own: a look at all processes of a machine takes 4 ms and more (200 of them), for which the pace of everybody's output cannot wait. */
    private final Timer ladder = new Timer("keeper-ladder");
    private final Drain drain = new Drain(System::nanoTime, Runtime.getRuntime().availableProcessors());
    private final Reports reports;
    private final Spawner spawner;
    private final CheckpointFiles files;
    private final Checkpoints checkpoints;
    private final Leftovers leftovers;
    private volatile boolean retired;

    private record Ended(Session session, long atNanos) {
    }

    SessionTable(ScheduledExecutorService timer, Reports reports, Spawner spawner, CheckpointFiles files, long checkpointMillis, ControlGroups groups) {
        this.timer = timer;
        this.reports = reports;
        this.spawner = spawner;
        this.files = files;
        this.leftovers = new Leftovers(groups, ladder, reports::leftBehind);
        this.checkpoints = new Checkpoints(files, sessions::values, checkpointMillis);
        checkpoints.start();
        timer.scheduleAtFixedRate(this::sweep, SWEEP_MINUTES, SWEEP_MINUTES, TimeUnit.MINUTES);
    }

    /** Starts a session in a thread of its own, which then tells one of the two. @throws FaultException CONFLICT, INVALID_PARAMETER or RESOURCES_EXHAUSTED at once */
    void open(OpenSession open, Consumer<Session> opened, Consumer<RuntimeException> refused) {
        Launch.requireWhole(open);
        if (retired) {
            throw new FaultException(Fault.KEEPER_UNAVAILABLE, "This keeper has retired and opens no more sessions.");
        }
        Thread thread = new Thread(() -> live(open, opened, refused), open.id());
        if (sessions.containsKey(open.id()) || threads.putIfAbsent(open.id(), thread) != null) {
            throw new FaultException(Fault.CONFLICT, "There is a session " + open.id() + " already.");
        }
        try {
            thread.start();
        } catch (OutOfMemoryError e) { // what the JDK throws when the kernel gives no thread
            threads.remove(open.id());
            throw new FaultException(Fault.RESOURCES_EXHAUSTED, "No thread is left on this machine for session " + open.id() + ".", e);
        }
    }

    private void live(OpenSession open, Consumer<Session> opened, Consumer<RuntimeException> refused) {
        Session session;
        try {
            session = start(open);
        } catch (RuntimeException e) {
            threads.remove(open.id());
            refused.accept(e);
            return;
        }
        sessions.put(session.id(), session);
        opened.accept(session);
        leftovers.opened(session);
        reports.now(session);
        session.end(new PtyReader(session, drain).readToTheEnd());
        ended.add(new Ended(session, System.nanoTime()));
        threads.remove(session.id());
        reports.now(session);
        leftovers.ended(session);
        checkpoints.last(session);
        timer.execute(this::sweep);
    }

    /** Opens no more sessions. */
    void retire() {
        retired = true;
    }

    /** True once every session has ended, somebody was told so, and nobody is attached any more. */
    boolean isDone() {
        return threads.isEmpty() && sessions.values().stream().allMatch(session -> session.isReaped() && reports.hasToldTheEndOf(session) && session.report().viewers() == 0);
    }

    private Session start(OpenSession open) {
        Checkpoint former = open.restores() == null ? null : files.read(open.restores());
        if (former == null) {
            Launch launch = Launch.of(open);
            return new Session(open, launch, Pty.start(launch, spawner), new byte[0], timer, reports::soon);
        }
        String directory = former.about().directory();
        boolean isThere = directory != null && directory.startsWith("/") && WorkingDirectory.isThere(directory);
        Launch launch = Launch.of(open.at(isThere ? directory : open.directory(), former.about().columns(), former.about().rows()));
        return new Session(open, launch, Pty.start(launch, spawner), Preface.of(former), timer, reports::soon);
    }

    /** What is left of sessions that are not here. */
    CheckpointFiles files() {
        return files;
    }

    private void sweep() {
        long now = System.nanoTime();
        for (Ended oldest = ended.peekFirst(); oldest != null; oldest = ended.peekFirst()) {
            if (ended.size() <= ENDED_LIMIT && now - oldest.atNanos() < ENDED_KEPT_NANOS) {
                return;
            }
            forget(oldest.session());
        }
    }

    private void forget(Session session) {
        ended.removeIf(entry -> entry.session() == session);
        sessions.remove(session.id(), session);
    }

    boolean has(String id) {
        return id != null && sessions.containsKey(id);
    }

    /** @throws FaultException NOT_FOUND */
    Session find(String id) {
        Session session = id == null ? null : sessions.get(id);
        if (session == null) {
            throw new FaultException(Fault.NOT_FOUND, "There is no session " + id + ".");
        }
        return session;
    }

    List<SessionReport> reports() {
        return sessions.values().stream().map(this::told).toList();
    }

    private SessionReport told(Session session) {
        SessionReport report = session.report();
        if (report.ended()) {
            reports.toldTheEndOf(session);
        }
        return report;
    }

    /** Drops an ended session, or what is left of one. @throws FaultException NOT_FOUND, or CONFLICT while it runs */
    void forget(String id) {
        if (!has(id)) {
            checkpoints.forget(id);
        }
        Session session = find(id);
        if (!session.isReaped()) {
            throw new FaultException(Fault.CONFLICT, "The session " + id + " still runs.");
        }
        forget(session);
        checkpoints.forget(id);
    }

    /** Begins to end all processes of a session that somebody wants ended. @throws FaultException NOT_FOUND */
    void kill(String id) {
        kill(id, SessionReport.BY_OPERATOR);
    }

    private void kill(String id, String because) {
        Session session = find(id);
        session.letEnd(because);
        ladder.execute(() -> KillLadder.climb(session.pty().pid(), session::isReaped, ladder));
    }

    /** Begins to end a session that nobody needs. @throws FaultException NOT_FOUND, or CONFLICT for one that somebody does */
    void expire(String id, long idleMillis) {
        if (!find(id).isForsaken(idleMillis)) {
            throw new FaultException(Fault.CONFLICT, "The session " + id + " is watched, works, or was left less than " + idleMillis + " ms ago.");
        }
        kill(id, SessionReport.BY_RETENTION);
    }

    /** Ends all processes of all sessions; returns within 6 s, when they are reaped. */
    void killAll() throws InterruptedException {
        checkpoints.stop();
        ladder.shutdownNow();
        List<Session> all = sessions.values().stream().filter(session -> !session.isReaped()).toList();
        all.forEach(session -> session.letEnd(SessionReport.BY_KEEPER));
        KillLadder.climbNow(all.stream().map(session -> session.pty().pid()).toList());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        for (Thread thread : threads.values()) {
            TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, end - System.nanoTime()));
        }
        leftovers.close(all);
    }
}
