package dev.longshell.keeper;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tells output after silence, and silence after output; knows nothing of the output. Under its session's lock only. */
final class Pulse {
    /** Silence that ends a spell of output: longer than the pauses of a spinner or a build. */
    static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Later later;
    private final Consumer<Boolean> changed;
    private long lastNanos;
    private boolean active;

    /** @param changed told true when output begins and false when it has stopped */
    Pulse(Later later, Consumer<Boolean> changed) {
        this.later = later;
        this.changed = changed;
    }

    boolean isActive() {
        return active;
    }

    /** There is output. */
    void beat() {
        lastNanos = System.nanoTime();
        if (!active) {
            active = true;
            changed.accept(true);
            later.run(this::listen, SILENCE_NANOS);
        }
    }

    private void listen() {
        long left = lastNanos + SILENCE_NANOS - System.nanoTime();
        if (left > 0) {
            later.run(this::listen, left);
            return;
        }
        active = false;
        changed.accept(false);
    }
}
