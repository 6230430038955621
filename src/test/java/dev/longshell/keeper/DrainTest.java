package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DrainTest {
    private static final int PIECE_BYTES = 32 << 10;
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - TURN_NANOS); // nanoTime may run over

    @Test
    void oneAloneNeverRests() {
        Drain drain = new Drain(now::get, 2);
        for (int turn = 0; turn < 1_000; turn++) {
            now.addAndGet(TURN_NANOS);

            assertEquals(0, drain.rest(PIECE_BYTES, TURN_NANOS));
        }
    }

    @Test
    void ofManyEachRestsWhileTheOthersHaveTheirTurnsOnHalfOfTheCores() {
        assertEquals(99 * TURN_NANOS, restOfTheLastOf(100, 2));
        assertEquals(99 * TURN_NANOS / 4, restOfTheLastOf(100, 8), TURN_NANOS);
        assertEquals(99 * TURN_NANOS, restOfTheLastOf(100, 1));
    }

    private long restOfTheLastOf(int floods, int cores) {
        Drain drain = new Drain(now::get, cores);
        now.addAndGet(TURN_NANOS);
        long rest = 0;
        for (int flood = 0; flood < floods; flood++) {
            rest = drain.rest(PIECE_BYTES, TURN_NANOS);
        }
        return rest;
    }

    @Test
    void whoPrintsLittleTakesLittleOfTheOthersTime() {
        Drain drain = new Drain(now::get, 2);
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));

        drain.rest(4 << 10, TimeUnit.SECONDS.toNanos(1));

        assertTrue(drain.rest(PIECE_BYTES, TURN_NANOS) <= 2 * TURN_NANOS);
    }
}
