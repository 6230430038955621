package dev.longshell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // monotonic clocks may wrap
    private final Throttle throttle = new Throttle(5, now::get);

    @Test
    void refusesTheSixthAttemptOfAMinuteAndSaysHowLong() {
        attempts(5, "ada");
        now.addAndGet(Duration.ofSeconds(20).toNanos());

        OptionalLong wait = throttle.attempt("ada");

        assertEquals(OptionalLong.of(40_000), wait);
        assertTrue(throttle.attempt("bob").isEmpty());
    }

    @Test
    void takesTheNextAttemptWhenTheMinuteIsOver() {
        attempts(5, "ada");
        now.addAndGet(Throttle.WINDOW_NANOS);

        assertTrue(throttle.attempt("ada").isEmpty());
    }

    @Test
    void aLookCountsNothing() {
        attempts(4, "ada");
        for (int look = 0; look < 10; look++) {
            assertTrue(throttle.look("ada").isEmpty());
            assertTrue(throttle.look("bob").isEmpty());
        }
        attempts(1, "ada");
        assertTrue(throttle.look("ada").isPresent());
    }

    @Test
    void forgetsFailuresAfterASuccess() {
        attempts(5, "ada");
        throttle.succeeded("ada");

        attempts(5, "ada");
    }

    @Test
    void aSuccessCountsForNothingWhereFailuresStay() {
        attempts(4, "ada");
        attempts(1, "ada");
        throttle.withdraw("ada");

        attempts(1, "ada");
        assertTrue(throttle.attempt("ada").isPresent());
    }

    private void attempts(int count, String key) {
        for (int each = 0; each < count; each++) {
            assertTrue(throttle.attempt(key).isEmpty());
        }
    }
}
