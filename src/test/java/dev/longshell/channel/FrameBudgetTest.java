package dev.longshell.channel;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.Tag;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FrameBudgetTest {
    private static final long SECOND = 1_000_000_000L;
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final FrameBudget budget = new FrameBudget(now::get);

    @Test
    void limitsKeysPingsResizesAndRenewalsOfOneSecond() {
        assertEquals(FrameBudget.SECONDS_WORTH, framesUntilLimited(Tag.INPUT));
        now.addAndGet(SECOND);
        assertEquals(FrameBudget.SECONDS_WORTH / FrameBudget.COSTLY + 1, framesUntilLimited(Tag.PING));
        now.addAndGet(SECOND);
        assertEquals(FrameBudget.SECONDS_WORTH / FrameBudget.COSTLY + 1, framesUntilLimited(Tag.RESIZE));
        now.addAndGet(SECOND);
        assertEquals(FrameBudget.SECONDS_WORTH / FrameBudget.COSTLIEST + 1, framesUntilLimited(Tag.AUTH));
    }

    @Test
    void letsWhoStaysBelowTheLimitGoOnForEver() {
        for (int frame = 0; frame < 20 * FrameBudget.SECONDS_WORTH; frame++) {
            now.addAndGet(SECOND / FrameBudget.SECONDS_WORTH + 1);
            assertDoesNotThrow(() -> budget.spend(Tag.INPUT));
        }
    }

    private int framesUntilLimited(byte tag) {
        int frames = 0;
        try {
            while (true) {
                budget.spend(tag);
                frames++;
            }
        } catch (FaultException e) {
            assertEquals(Fault.RATE_LIMIT, e.fault());
            assertThrows(FaultException.class, () -> budget.spend(tag));
            return frames;
        }
    }
}
