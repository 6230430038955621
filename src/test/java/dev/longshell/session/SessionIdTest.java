package dev.longshell.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionIdTest {
    private static final int IDS = 100_000;
    private static final int BITS = 160;

    /** Each bit is as often set as not: 100,000 throws of a coin are within 1.6 % of half but once in 10^22 times. */
    @Test
    void hasAtLeast128RandomBitsInWhichNothingShows() {
        Instant now = Instant.now();
        Set<String> ids = new HashSet<>();
        int[] set = new int[BITS];
        for (int each = 0; each < IDS; each++) {
            String id = SessionId.next(now);
            assertTrue(id.matches("session_" + now.toEpochMilli() + "_[0-9a-f]{40}"), id);
            ids.add(id);
            BigInteger random = new BigInteger(id.substring(id.lastIndexOf('_') + 1), 16);
            for (int bit = 0; bit < BITS; bit++) {
                set[bit] += random.testBit(bit) ? 1 : 0;
            }
        }
        assertEquals(IDS, ids.size());
        for (int bit = 0; bit < BITS; bit++) {
            assertEquals(0.5, (double) set[bit] / IDS, 0.016, "bit " + bit);
        }
    }
}
