package dev.longshell.keeper;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whoever wants to see a session's screen while a synchronized update (private mode 2026) is under way: waits for its end, at most as long as a terminal would. Knows
 * nothing of what is shown. Under its session's lock only.
 */
final class WholeScreens {
    /** After so long xterm.js 6.0.0 shows what there is. */
    static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** More do not wait: each is given what there is. */
    static final int MOST = 64;

    private final Later later;
    private final LongSupplier nanoTime;
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean updating;
    private long begunNanos;

    WholeScreens(Later later, LongSupplier nanoTime) {
        this.later = later;
        this.nanoTime = nanoTime;
    }

    /** An update begins, or ends: then those who wait take the screen, between two bytes. */
    void update(boolean begins) {
        updating = begins;
        if (begins) {
            begunNanos = nanoTime.getAsLong();
            return;
        }
        List<Runnable> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(Runnable::run);
    }

    /** @param take now, or as soon as the update under way has ended or has taken too long; throws nothing */
    void whenWhole(Runnable take) {
        long left = updating ? begunNanos + LIMIT_NANOS - nanoTime.getAsLong() : 0;
        if (left <= 0 || waiting.size() >= MOST) {
            take.run();
            return;
        }
        waiting.add(take);
        later.run(() -> {
            if (waiting.remove(take)) {
                take.run();
            }
        }, left);
    }
}
