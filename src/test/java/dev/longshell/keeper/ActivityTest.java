package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fault 31: what retention goes by, while somebody sets the wall clock. */
class ActivityTest {
    private static final Instant OPENED = Instant.parse("2030-01-02T03:04:05Z");
    private final AtomicLong nanos = new AtomicLong(42);
    private final AtomicReference<Instant> wall = new AtomicReference<>(OPENED);
    private final Activity activity = new Activity(nanos::get, wall::get);

    @ParameterizedTest
    @ValueSource(strings = {"PT24H", "PT-1H"})
    void isAsLongAgoAsItIsWhereverTheWallClockIsSetTo(Duration step) {
        pass(Duration.ofSeconds(10));
        activity.touch();
        activity.watchers(1);
        activity.watchers(0);

        wall.set(OPENED.plus(step));
        pass(Duration.ofSeconds(5));

        assertEquals(5_000, activity.idleMillis());
        assertEquals(5_000, activity.unwatchedMillis());
        assertEquals(OPENED.plusSeconds(10).toEpochMilli(), activity.lastAtMillis(), "never before the opening");
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        wall.updateAndGet(now -> now.plus(time));
    }
}
