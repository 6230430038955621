package dev.longshell.keeper;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * What a program makes its terminal tell: of each type the first at once, then no more than one in {@link #PERIOD_NANOS}, the last of them. Knows nothing of viewers.
 * Under its session's lock only.
 */
final class Bulletin {
    /** Ten a second of each type are more than a page can show; a program may say a million. */
    static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Later later;
    private final BiConsumer<String, String> told;
    private final Map<String, Long> lastNanos = new LinkedHashMap<>(0);
    private final Map<String, String> waiting = new LinkedHashMap<>(0);
    private boolean scheduled;

    /** @param told takes type and JSON */
    Bulletin(Later later, BiConsumer<String, String> told) {
        this.later = later;
        this.told = told;
    }

    void tell(String type, String json) {
        long now = System.nanoTime();
        Long last = lastNanos.get(type);
        waiting.remove(type); // what happened last comes last
        if (last == null || now - last >= PERIOD_NANOS) {
            lastNanos.put(type, now);
            told.accept(type, json);
            return;
        }
        waiting.put(type, json);
        if (!scheduled) {
            scheduled = true;
            later.run(this::tellWaiting, PERIOD_NANOS);
        }
    }

    /** Tells what waits, now. */
    void tellWaiting() {
        scheduled = false;
        long now = System.nanoTime();
        waiting.forEach((type, json) -> {
            lastNanos.put(type, now);
            told.accept(type, json);
        });
        waiting.clear();
    }
}
