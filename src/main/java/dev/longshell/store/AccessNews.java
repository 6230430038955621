package dev.longshell.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears on a connection of its own whose access changed, on whichever gateway (PostgreSQL, LISTEN); knows nothing of what is done about it.
 *
 * <p>It is only the quick way: what it misses while there is no connection, or behind a pool of transactions that cannot listen, whoever compares
 * {@link AccessVersions} finds by itself.
 */
public final class AccessNews implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(AccessNews.class.getName());
    private static final int WAIT_MILLIS = 10_000;
    private static final int AGAIN_MILLIS = 1_000;

    private final Consumer<UUID> changed;
    private final Thread thread = new Thread(this::run, "longshell-access-news");
    private volatile boolean over;
    private volatile Connection connection;

    private AccessNews(Consumer<UUID> changed) {
        this.changed = changed;
    }

    /** @param changed is called with the user's id, on a thread of its own */
    public static AccessNews listen(Consumer<UUID> changed) {
        AccessNews news = new AccessNews(changed);
        news.thread.setDaemon(true);
        news.thread.start();
        return news;
    }

    private void run() {
        boolean told = false;
        while (!over) {
            try (Connection fresh = Database.patientConnection(); Statement statement = fresh.createStatement()) {
                connection = fresh;
                statement.execute("LISTEN " + AccessVersions.CHANNEL);
                told = false;
                hear(fresh.unwrap(PGConnection.class));
            } catch (SQLException | RuntimeException e) {
                LOG.log(told || over ? Level.FINE : Level.INFO, "Nothing is heard of other gateways' changes until the database answers; looking once a second", e);
                told = true;
                pause();
            }
        }
    }

    private void hear(PGConnection line) throws SQLException {
        while (!over) {
            for (PGNotification notification : line.getNotifications(WAIT_MILLIS)) {
                changed.accept(UUID.fromString(notification.getParameter()));
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(AGAIN_MILLIS);
        } catch (InterruptedException e) {
            over = true; // only close() interrupts
        }
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
        Connection present = connection;
        if (present == null) {
            return;
        }
        try {
            present.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.log(Level.FINE, "the listening connection was gone already", e);
        }
    }
}
