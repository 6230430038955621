package dev.longshell.keeper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Writes down what each session shows, on a thread of its own: at most every ten seconds, and only what changed. Knows nothing of what a screen is.
 *
 * <p>The session is held for as long as a viewer's leap holds it, the disk is waited for without it: a slow or full one costs checkpoints and nothing else, and
 * is told of once until it is well again.
 */
final class Checkpoints implements Runnable {
    /** Between two checkpoints of one session: what a machine that loses its power may take from a last screen. */
    static final long PERIOD_MILLIS = 10_000;
    /** Between two looks at all sessions, so that a new one's first is not far. */
    private static final long LOOK_MILLIS = 1_000;
    private static final Logger LOG = Logger.getLogger(Checkpoints.class.getName());

    private final CheckpointFiles files;
    private final Supplier<Collection<Session>> sessions;
    private final long periodNanos;
    private final Map<Session, Long> takenNanos = new WeakHashMap<>();
    private final Queue<String> leaving = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this, "keeper-checkpoints");
    private boolean failing;

    Checkpoints(CheckpointFiles files, Supplier<Collection<Session>> sessions, long periodMillis) {
        this.files = files;
        this.sessions = sessions;
        this.periodNanos = periodMillis * 1_000_000;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join(LOOK_MILLIS); // a disk that does not answer is not waited for
    }

    /** The session was taken off the list, and its screen is wanted no more. */
    void forget(String session) {
        leaving.add(session);
    }

    /** The last one of a session that ended; by its own thread, which has nothing else to do any more. */
    void last(Session session) {
        write(session);
    }

    @Override
    public void run() {
        try {
            attempt(() -> files.prune(Instant.now()));
            while (true) {
                Thread.sleep(Math.min(LOOK_MILLIS, periodNanos / 1_000_000));
                look();
            }
        } catch (InterruptedException e) {
            LOG.log(Level.FINE, "No more checkpoints: the keeper ends", e);
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        for (String gone = leaving.poll(); gone != null; gone = leaving.poll()) {
            String session = gone;
            attempt(() -> files.delete(session));
        }
        for (Session session : sessions.get()) {
            Long taken = takenNanos.get(session);
            boolean due = taken == null || System.nanoTime() - taken >= periodNanos;
            if (due && !session.isReaped() && session.changedSinceCheckpoint()) {
                takenNanos.put(session, System.nanoTime());
                writeWhateverComes(session);
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("the keeper ends");
            }
        }
    }

    /** One session whose screen cannot be written must not cost the others their checkpoints. */
    private void writeWhateverComes(Session session) {
        try {
            write(session);
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "No checkpoint of session " + session.id(), e);
        }
    }

    /** When a session ends, its own thread and ours may both come: one after the other, so that the file is whole and its end is what it tells. */
    private void write(Session session) {
        synchronized (session) {
            Checkpoint checkpoint = session.checkpoint();
            if (!attempt(() -> files.write(checkpoint))) {
                session.checkpointFailed();
            }
        }
    }

    private interface DiskWork {
        void run() throws IOException;
    }

    /** @return false when the disk refused */
    private boolean attempt(DiskWork work) {
        try {
            work.run();
            told(false, null);
            return true;
        } catch (ClosedByInterruptException e) {
            LOG.log(Level.FINE, "A checkpoint was not finished: the keeper ends", e);
            return true;
        } catch (IOException | UncheckedIOException e) {
            told(true, e);
            return false;
        }
    }

    private synchronized void told(boolean fails, Exception cause) {
        if (fails && !failing) {
            LOG.log(Level.WARNING, "Checkpoints cannot be written; sessions go on, and their last screens would be lost with this process", cause);
        }
        if (!fails && failing) {
            LOG.info("Checkpoints are written again");
        }
        failing = fails;
    }
}
