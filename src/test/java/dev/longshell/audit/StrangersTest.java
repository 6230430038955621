package dev.longshell.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StrangersTest {
    private final AtomicLong nanos = new AtomicLong(42);
    private final Strangers strangers = new Strangers(nanos::get);

    @Test
    void oneAddressLeavesRoomForTheOthers() {
        assertEquals(Strangers.MOST_OF_ONE, rows("192.0.2.1", 10_000));
        assertTrue(strangers.hasRow("192.0.2.2"));
        assertTrue(strangers.hasRow(null));
    }

    /** The story: who has a /64 made an address for each refusal. */
    @Test
    void addressesOfOneIpv6SubscriberAreOne() {
        long rows = IntStream.range(0, 1_000).filter(number -> strangers.hasRow("2001:db8::" + Integer.toHexString(number))).count();
        assertEquals(Strangers.MOST_OF_ONE, rows);
    }

    @Test
    void manyAddressesHaveNoMoreThanAllMay() {
        long rows = IntStream.range(0, 10_000).filter(number -> strangers.hasRow("2001:db8:0:" + Integer.toHexString(number) + "::1")).count();
        assertEquals(Strangers.MOST_OF_ALL, rows);
    }

    @Test
    void whatHadNoRowIsToldOnceTheMinuteIsOverAndOnce() {
        rows("192.0.2.1", Strangers.MOST_OF_ONE + 7);
        assertEquals(0, strangers.leftOut());

        nanos.addAndGet(TimeUnit.SECONDS.toNanos(60));

        assertEquals(7, strangers.leftOut());
        assertEquals(0, strangers.leftOut());
        assertTrue(strangers.hasRow("192.0.2.1"));
    }

    @Test
    void aMinuteIsNotOverBefore() {
        rows("192.0.2.1", Strangers.MOST_OF_ONE);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(60) - 1);
        assertFalse(strangers.hasRow("192.0.2.1"));
    }

    private long rows(String address, int refusals) {
        return IntStream.range(0, refusals).filter(number -> strangers.hasRow(address)).count();
    }
}
