package dev.longshell.breaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.junit.jupiter.api.Test;

/** What a breaker says of what its gate decides. The gate here opens when it is told to; that Payara's counts as we think is held by GatewayIT. */
class BreakerTest {
    private static final FaultException AWAY = FaultException.retryable(Fault.DATABASE_UNAVAILABLE, "The database does not answer.", 5_000, null);

    private final List<BreakerChanged> changes = new ArrayList<>();
    private long nanos = 1;
    private final TestGate gate = new TestGate();
    private final Breaker breaker = new Breaker("postgresql", Set.of(Fault.DATABASE_UNAVAILABLE), gate, new Breaker.Terms(3, 2_000, 30_000, changes::add, () -> nanos));

    /** Refuses while it is open, as Payara's would. */
    private static final class TestGate implements Gate {
        private boolean open;

        @Override
        public Object pass(Supplier<?> call) {
            if (open) {
                throw new CircuitBreakerOpenException();
            }
            return call.get();
        }
    }

    @Test
    void opensAtTheThresholdAndSaysWhyAndWhenItTriesAgain() {
        fail(3);

        BreakerView open = breaker.view();
        assertEquals("open", open.state());
        assertEquals(AWAY.getMessage(), open.cause());
        assertEquals(30, TimeUnit.MILLISECONDS.toSeconds(open.nextTryAt().toEpochMilli() - open.since().toEpochMilli() + 50));
        assertEquals(List.of("open"), changes.stream().map(change -> change.now().state()).toList());
    }

    @Test
    void refusesWithTheTimeThatIsLeft() {
        fail(3);
        nanos += TimeUnit.SECONDS.toNanos(10);

        FaultException refusal = assertThrows(FaultException.class, () -> breaker.call(() -> "never"));

        assertEquals(Fault.CIRCUIT_OPEN, refusal.fault());
        assertEquals(20_000, refusal.retryAfterMillis().orElseThrow());
        assertTrue(refusal.getMessage().contains("postgresql") && refusal.getMessage().contains(AWAY.getMessage()), refusal.getMessage());
    }

    @Test
    void anAnswerInBetweenBeginsTheCountAnew() {
        fail(2);
        assertEquals("answer", breaker.call(() -> "answer"));
        fail(2);

        assertEquals("closed", breaker.view().state());
    }

    @Test
    void aUsersMistakeIsAnAnswer() {
        FaultException mistake = new FaultException(Fault.CONFLICT, "That name is taken.");
        for (int times = 0; times < 10; times++) {
            assertSame(mistake, assertThrows(FaultException.class, () -> breaker.call(() -> {
                throw mistake;
            })));
        }

        assertEquals("closed", breaker.view().state());
    }

    @Test
    void oneAnswerClosesAndOneFailureOpensItAgain() {
        fail(3);
        over();
        fail(1);
        assertEquals("open", breaker.view().state());

        over();
        breaker.call(() -> "answer");

        assertEquals("closed", breaker.view().state());
        assertNull(breaker.view().cause());
        assertEquals(List.of("open", "half_open", "open", "half_open", "closed"), changes.stream().map(change -> change.now().state()).toList());
    }

    @Test
    void isOpenAndClosedAtOnceByItsOwnersWord() {
        breaker.away(AWAY, 1_000);
        assertEquals(Fault.DATABASE_UNAVAILABLE, assertThrows(FaultException.class, () -> breaker.call(() -> "never")).fault());

        breaker.back();

        assertEquals("answer", breaker.call(() -> "answer"));
        assertEquals("closed", breaker.view().state());
    }

    @Test
    void anOwnersBackClosesNothingThatItDidNotOpen() {
        fail(3);
        breaker.back();

        assertEquals("open", breaker.view().state());
    }

    @Test
    void believesTheGateThatIsOpenWhenItHasCountedOtherwise() {
        gate.open = true;

        FaultException refusal = assertThrows(FaultException.class, () -> breaker.call(() -> "never"));

        assertEquals(Fault.CIRCUIT_OPEN, refusal.fault());
    }

    @Test
    void countsNothingThatItsOwnerSeesByItself() {
        breaker.heartbeat(() -> breaker.away(AWAY, 1_000));
        for (int time = 0; time < 10; time++) {
            fail(1);
            breaker.back();
        }

        assertEquals("answer", breaker.call(() -> "answer"));
    }

    private void over() {
        nanos += TimeUnit.SECONDS.toNanos(30);
    }

    private void fail(int times) {
        for (int time = 0; time < times; time++) {
            assertSame(AWAY, assertThrows(FaultException.class, () -> breaker.call(() -> {
                throw AWAY;
            })));
        }
    }

    @Test
    void aCallIsGivenUpAfterItsOwnTimeOrTheSettingsWhicheverIsLess() {
        assertEquals(2_000, breaker.timeoutMillis(5_000));
        assertEquals(1_000, breaker.timeoutMillis(1_000));
    }
}
