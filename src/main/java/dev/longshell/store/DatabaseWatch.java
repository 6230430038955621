package dev.longshell.store;

import dev.longshell.breaker.Breaker;
import dev.longshell.fault.FaultException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * Asks PostgreSQL for a sign of life on a connection and a thread of its own, so that one that is stopped, frozen or out of reach is known before the next
 * request waits for it, and one that is back serves at once; knows nothing of what it is asked otherwise.
 */
@ApplicationScoped
public class DatabaseWatch implements Runnable {
    private static final Logger LOG = System.getLogger(DatabaseWatch.class.getName());
    /** Between two signs of life. */
    private static final long BEAT_MILLIS = 1_000;
    /** Seconds that one may take: a frozen database is known two seconds after the last beat that it answered. */
    private static final int ANSWER_SECONDS = 2;

    private Breaker breaker;
    private Thread thread;
    private Connection connection;
    private volatile long lookedNanos = System.nanoTime();

    protected DatabaseWatch() {
        // for the container's proxy
    }

    @Inject
    DatabaseWatch(DatabaseBreaker breaker) {
        this.breaker = breaker.get();
    }

    void start(@Observes Startup startup) {
        breaker.heartbeat(this::look);
        thread = new Thread(this, "longshell-database");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            while (true) {
                look();
                TimeUnit.MILLISECONDS.sleep(BEAT_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the gateway stops
        } finally {
            disconnect();
        }
    }

    /** By this thread every second, and by one whose call has just failed. Of many that fail together one looks, for each look at a frozen database takes its time. */
    private void look() {
        long asked = System.nanoTime();
        synchronized (this) {
            if (lookedNanos - asked > 0) {
                return;
            }
            try {
                beat();
                Database.answers();
                breaker.back();
            } catch (SQLException e) {
                disconnect();
                if (DatabaseFaults.isUnreachable(e)) {
                    Database.isSilent();
                }
                FaultException fault = DatabaseFaults.fault(e, e);
                breaker.away(fault == null ? DatabaseFaults.unavailable("The database does not answer.", e) : fault, BEAT_MILLIS);
            }
            lookedNanos = System.nanoTime();
        }
    }

    private void beat() throws SQLException {
        if (connection == null) {
            connection = Database.connect(ANSWER_SECONDS);
        }
        try (var statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    private void disconnect() {
        Connection old = connection;
        connection = null;
        if (old == null) {
            return;
        }
        try {
            old.close();
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "a dead connection did not close cleanly", e);
        }
    }

    @PreDestroy
    void stop() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
