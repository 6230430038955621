package dev.longshell.faults;

import java.util.Random;

/** The randomness of a fault test: {@code -Dfaults.seed=n} repeats what a former run did; else the clock chooses, and says what. */
final class Seed {
    private Seed() {
    }

    static Random random(Class<?> test) {
        long seed = Long.getLong("faults.seed", System.currentTimeMillis());
        System.out.println(test.getSimpleName() + ": -Dfaults.seed=" + seed);
        return new Random(seed);
    }
}
