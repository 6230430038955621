package dev.longshell.cli;

import java.util.Arrays;

/** What was measured, in nanoseconds, sorted; knows nothing of how. */
final class Durations {
    private final long[] sorted;

    Durations(long[] nanos) {
        sorted = nanos.clone();
        Arrays.sort(sorted);
    }

    /** @param percent 50 for the median @return microseconds */
    double percentile(int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1_000.0;
    }

    double median() {
        return percentile(50);
    }
}
