package dev.longshell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.store.AttemptRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SharedThrottleTest {
    private final Database database = new Database();
    private final SharedThrottle throttle = new SharedThrottle("name", 2, database);

    /** What another gateway's database says; UpIT has a real one. */
    private static final class Database extends AttemptRepository {
        private boolean away;
        private OptionalLong wait = OptionalLong.empty();
        private final List<String> keys = new ArrayList<>();

        @Override
        public OptionalLong attempt(String key, int most) {
            answer(key);
            return wait;
        }

        @Override
        public void withdraw(String key) {
            answer(key);
        }

        @Override
        public void forget(String key) {
            answer(key);
        }

        private void answer(String key) {
            if (away) {
                throw new FaultException(Fault.DATABASE_UNAVAILABLE, "away");
            }
            keys.add(key);
        }
    }

    @Test
    void refusesWhatOthersHaveCounted() {
        database.wait = OptionalLong.of(7);
        assertEquals(OptionalLong.of(7), throttle.attempt("ada"));
        assertEquals(OptionalLong.of(7), throttle.attempt("ada"));
        database.wait = OptionalLong.empty();
        assertTrue(throttle.attempt("ada").isEmpty(), "what was refused does not count");
    }

    @Test
    void goesOnByItselfWhileTheDatabaseIsAway() {
        database.away = true;
        assertTrue(throttle.attempt("ada").isEmpty());
        assertTrue(throttle.attempt("ada").isEmpty());
        assertTrue(throttle.attempt("ada").isPresent());
        throttle.withdraw("ada");
        assertTrue(throttle.attempt("ada").isEmpty());
        throttle.succeeded("ada");
        assertTrue(throttle.attempt("ada").isEmpty());
    }

    @Test
    void tellsTheDatabaseNoName() {
        throttle.attempt("ada from 127.0.0.1");
        throttle.withdraw("ada from 127.0.0.1");
        assertEquals(database.keys.get(0), database.keys.get(1));
        assertTrue(database.keys.get(0).matches("[0-9a-f]{64}"), database.keys.toString());
    }
}
