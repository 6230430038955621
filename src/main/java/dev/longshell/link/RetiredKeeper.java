package dev.longshell.link;

import dev.longshell.breaker.Breaker;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.SessionReport;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A keeper of an older build, which serves its sessions until they end; opens none. Its line is kept on a thread of its own. */
final class RetiredKeeper implements Place {
    /** From the end of a line to the word that nobody is there any more: a connection that is refused. It is tried each second, and an answer is due within five. */
    private static final long ENDED_WITHIN_MILLIS = 4_000;

    private final long pid;
    private final Keeping keeping;
    /** By id: whether it has ended. */
    private final Map<String, Boolean> sessions = new ConcurrentHashMap<>();
    private final Thread thread;
    private final CountDownLatch gone = new CountDownLatch(1);
    private volatile String build;

    /** @param ended runs once, when the process is gone */
    RetiredKeeper(long pid, KeeperDoor door, Breaker breaker, Consumer<Object> events, Runnable ended) {
        this.pid = pid;
        this.keeping = new Keeping(door, new Supervisor(door, this, breaker, event -> {
            if (event instanceof SessionReport report) {
                know(report);
            }
            events.accept(event);
        }), breaker);
        this.thread = new Thread(() -> {
            keeping.supervisor().run();
            if (!Thread.currentThread().isInterrupted()) {
                ended.run();
                gone.countDown();
            }
        }, "longshell-keeper-" + pid);
        thread.setDaemon(true);
    }

    private void know(SessionReport report) {
        sessions.merge(report.id(), report.ended(), Boolean::logicalOr);
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

    /** Empty before it has told what it has. */
    Optional<OlderKeeper> view() {
        return Optional.ofNullable(build).map(stamp -> new OlderKeeper(pid, stamp, (int) sessions.values().stream().filter(ended -> !ended).count()));
    }

    /** Waits until it is known what it has. @throws FaultException KEEPER_UNAVAILABLE when that cannot be told now */
    boolean has(String session) {
        if (sessions.containsKey(session)) {
            return true;
        }
        try {
            keeping.supervisor().control();
        } catch (FaultException e) {
            if (hasEnded()) {
                return false;
            }
            throw e;
        }
        return sessions.containsKey(session);
    }

    /** Whether it is gone. Where its line has just broken, that is waited for. */
    boolean hasEnded() {
        try {
            return !keeping.supervisor().stands() && gone.await(ENDED_WITHIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
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
        arrival.sessions().forEach(this::know);
        build = arrival.build();
    }

    @Override
    public void left() {
        // it has already
    }
}
