package dev.longshell.cli;

import dev.longshell.fault.FaultException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Starts the embedded PostgreSQL again when it ended by itself, on a thread of its own, as long as {@code up} serves; knows nothing of why it ended. */
final class PostgresWatch implements AutoCloseable {
    /** Looks this often; gateways tell their callers to come back after 5 s. */
    private static final long LOOK_MILLIS = 1_000;
    /** Until the next try after one that failed: a start on a full volume costs processor time and changes nothing. */
    private static final long TRY_AGAIN_MILLIS = 5_000;

    private final Postgres postgres;
    private final Consumer<String> complaints;
    private final Thread thread = new Thread(this::watch, "postgres-watch");
    private String lastComplaint = "";

    private PostgresWatch(Postgres postgres, Consumer<String> complaints) {
        this.postgres = postgres;
        this.complaints = complaints;
    }

    /** @param complaints takes a line for people when it cannot be started, such as for a full volume; once for the same reason */
    static PostgresWatch over(Postgres postgres, Consumer<String> complaints) {
        PostgresWatch watch = new PostgresWatch(postgres, complaints);
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    private void watch() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(look() ? LOOK_MILLIS : TRY_AGAIN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed: up ends
        }
    }

    /** @return false when it does not run and could not be started */
    private boolean look() {
        try {
            if (postgres.startAgainIfEnded()) {
                lastComplaint = "";
                complaints.accept("PostgreSQL had ended by itself and was started again; its last words are in " + postgres.earlierLog() + ".");
            }
            return true;
        } catch (FaultException e) {
            if (!Thread.currentThread().isInterrupted() && !e.getMessage().equals(lastComplaint)) {
                lastComplaint = e.getMessage();
                complaints.accept(lastComplaint + " It is tried again every 5 s; terminals go on meanwhile.");
            }
            return false;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
