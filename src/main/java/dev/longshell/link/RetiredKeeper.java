package dev.longshell.link;

import dev.longshell.breaker.Breaker;
import dev.longshell.wire.SessionReport;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A keeper of an older build, which serves its sessions until they end; opens none. Its line is kept on a thread of its own. */
final class RetiredKeeper implements Place {
    private final long pid;
    private final Keeping keeping;
    private final Set<String> sessions = ConcurrentHashMap.newKeySet();
    private final Thread thread;

    /** @param ended runs once, when the process is gone */
    RetiredKeeper(long pid, KeeperDoor door, Breaker breaker, Consumer<Object> events, Runnable ended) {
        this.pid = pid;
        this.keeping = new Keeping(door, new Supervisor(door, this, breaker, event -> {
            if (event instanceof SessionReport report) {
                sessions.add(report.id());
            }
            events.accept(event);
        }), breaker);
        this.thread = new Thread(() -> {
            keeping.supervisor().run();
            if (!Thread.currentThread().isInterrupted()) {
                ended.run();
            }
        }, "longshell-keeper-" + pid);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    Thread thread() {
        return thread;
    }

    Keeping keeping() {
        return keeping;
    }

    /** Waits until it is known what it has. @throws dev.longshell.fault.FaultException KEEPER_UNAVAILABLE when that cannot be told now */
    boolean has(String session) {
        if (sessions.contains(session)) {
            return true;
        }
        keeping.supervisor().control();
        return sessions.contains(session);
    }

    @Override
    public void fill(Runnable connect) {
        throw new Vacated("the retired keeper " + pid + " has ended");
    }

    @Override
    public boolean keeps(Control keeper) {
        return true;
    }

    @Override
    public void arrived(KeeperArrived arrival) {
        arrival.sessions().forEach(report -> sessions.add(report.id()));
    }

    @Override
    public void left() {
        // it has already
    }
}
