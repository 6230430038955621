package dev.longshell.keeper;

import dev.longshell.wire.OpenSession;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What a session's programs leave behind: those that left its kernel session (setsid(2)) or ignored its end. They are
 * ended where the session has a cgroup, else named.
 *
 * <pre>
 *   opened: its child joins a cgroup
 *   ended --1.5 s--> TERM --3 s--> cgroup.kill --5 s--> whoever still has the session's variable is named
 * </pre>
 *
 * The cgroup is joined beside the opening, as that takes longer than a prompt: what left within the first moments is
 * found by its variable only. A program can take that away or set another session's, so by it processes are named and
 * not ended.
 */
final class Leftovers {
    private static final Logger LOG = Logger.getLogger(Leftovers.class.getName());
    private static final long TERM_MILLIS = 1_500;
    private static final long KILL_MILLIS = 1_500;
    /** After the last step of {@link KillLadder}. */
    private static final long NAME_MILLIS = 2_000;
    /** Named at most. */
    private static final int MOST_NAMES = 20;

    private final ControlGroups groups;
    private final ScheduledExecutorService timer;
    private final BiConsumer<Session, List<String>> named;
    private final Map<String, ControlGroup> ofSessions = new ConcurrentHashMap<>();

    private interface Step {
        void run() throws IOException;
    }

    /**
     * @param timer may be kept waiting for some 10 ms
     * @param named is told of a session that has ended what of it goes on, each {@code pid name}
     */
    Leftovers(ControlGroups groups, ScheduledExecutorService timer, BiConsumer<Session, List<String>> named) {
        this.groups = groups;
        this.timer = timer;
        this.named = named;
    }

    /** Its child runs. */
    void opened(Session session) {
        later(session, 0, () -> {
            ControlGroup group = groups.make(session.id()).orElse(null);
            if (group == null || session.isReaped()) {
                return;
            }
            ofSessions.put(session.id(), group);
            group.add(session.pty().pid());
            for (ProcessTable.Entry early : ProcessTable.running()) {
                if (early.session() == session.pty().pid() && early.pid() != early.session()) {
                    group.add(early.pid());
                }
            }
        });
    }

    /** Its child is reaped. */
    void ended(Session session) {
        later(session, TERM_MILLIS, () -> {
            ControlGroup group = ofSessions.get(session.id());
            if (group != null) {
                group.terminate();
            }
            later(session, KILL_MILLIS, () -> kill(session));
        });
    }

    private void kill(Session session) throws IOException {
        ControlGroup group = ofSessions.get(session.id());
        if (group != null) {
            group.kill();
        }
        later(session, NAME_MILLIS, () -> {
            giveBack(session.id());
            name(session);
        });
    }

    /** The keeper ends, and its sessions have: nothing waits any more. */
    void close(List<Session> sessions) throws InterruptedException {
        for (String id : ofSessions.keySet()) {
            run(id, () -> ofSessions.get(id).kill());
        }
        for (String id : ofSessions.keySet()) {
            awaitEmpty(id);
            run(id, () -> giveBack(id));
        }
        sessions.forEach(this::name);
        run("all", groups::close);
    }

    private void awaitEmpty(String id) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500);
        try {
            while (!ofSessions.get(id).isEmpty() && System.nanoTime() - deadline < 0) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The cgroup of " + id + " cannot be looked at", e);
        }
    }

    private void giveBack(String id) throws IOException {
        ControlGroup group = ofSessions.get(id);
        if (group != null && group.isEmpty()) {
            ofSessions.remove(id);
            group.remove();
        }
    }

    private void name(Session session) {
        List<String> left = ProcessTable.withVariable(OpenSession.SESSION_VARIABLE, session.id()).stream()
                .limit(MOST_NAMES)
                .map(pid -> pid + " " + ProcessTable.command(pid)).toList();
        if (!left.isEmpty()) {
            LOG.warning("Session " + session.id() + " has ended, and processes of it go on: "
                    + String.join(", ", left));
            named.accept(session, left);
        }
    }

    private void later(Session session, long millis, Step step) {
        timer.schedule(() -> run(session.id(), step), millis, TimeUnit.MILLISECONDS);
    }

    private static void run(String session, Step step) {
        try {
            step.run();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The cgroup of session " + session
                    + " cannot be used: what leaves that session is not ended with it", e);
        }
    }
}
