package dev.longshell.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeasesTest {
    private static final int MOST = 10;
    private static final int KEPT = 3;
    private final Leases leases = new Leases(MOST, KEPT, Fault.CONNECTION_LIMIT, "All are in use.", 7);

    private static List<Quota> of(String holder, int most) {
        return List.of(new Quota(holder, most, holder + " has " + most));
    }

    private FaultException refusal(boolean admin, List<Quota> quotas) {
        return assertThrows(FaultException.class, () -> leases.take(admin, quotas));
    }

    @Test
    void aHolderHasItsShareAndOthersHaveTheirs() {
        leases.take(false, of("ada", 2));
        leases.take(false, of("ada", 2));

        FaultException refusal = refusal(false, of("ada", 2));

        assertEquals(Fault.CONNECTION_LIMIT, refusal.fault());
        assertEquals("ada has 2", refusal.getMessage());
        assertEquals(OptionalLong.of(7), refusal.retryAfterMillis());
        leases.take(false, of("bob", 2));
    }

    @Test
    void theLastAreForAdmins() {
        for (int number = 0; number < MOST - KEPT; number++) {
            leases.take(false, of("user " + number, 1));
        }

        assertEquals("All are in use.", refusal(false, of("ada", 1)).getMessage());
        for (int number = 0; number < KEPT; number++) {
            leases.take(true, List.of());
        }
        assertEquals("All are in use.", refusal(true, List.of()).getMessage());
    }

    @Test
    void whatIsRefusedByOneHolderCountsForNone() {
        leases.take(false, of("link", 1));

        refusal(false, List.of(new Quota("maker", 5, "maker"), new Quota("link", 1, "link")));

        assertEquals(0, leases.held("maker"));
        assertEquals(1, leases.all());
    }

    @Test
    void aLeaseIsGivenBackOnce() {
        Leases.Lease first = leases.take(false, of("ada", 2));
        leases.take(false, of("ada", 2));

        first.close();
        first.close();

        assertEquals(1, leases.held("ada"));
        assertEquals(1, leases.all());
    }

    /** Eight threads take, give back, twice too, and are refused: nobody has more than their share, nothing stays. */
    @Test
    void holdsUnderRacesAndLeavesNothing() throws Exception {
        int threads = 8;
        AtomicInteger[] used = {new AtomicInteger(), new AtomicInteger(), new AtomicInteger()};
        AtomicInteger all = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        Callable<Void> client = () -> {
            Random random = new Random(Thread.currentThread().getId());
            List<Runnable> ends = new ArrayList<>();
            for (int step = 0; step < 20_000; step++) {
                if (random.nextInt(5) < 2 && !ends.isEmpty()) {
                    ends.remove(random.nextInt(ends.size())).run();
                    continue;
                }
                int who = random.nextInt(used.length);
                try {
                    Leases.Lease lease = leases.take(random.nextInt(8) == 0,
                            List.of(new Quota("user " + who, 4, "one"), new Quota("group", 9, "all of them")));
                    assertTrue(used[who].incrementAndGet() <= 4, "more than a share");
                    assertTrue(all.incrementAndGet() <= 9, "more than all");
                    ends.add(() -> {
                        used[who].decrementAndGet();
                        all.decrementAndGet();
                        lease.close();
                        lease.close();
                    });
                } catch (FaultException e) {
                    refused.incrementAndGet();
                }
            }
            ends.forEach(Runnable::run);
            return null;
        };
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (Future<Void> each : pool.invokeAll(java.util.Collections.nCopies(threads, client))) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertTrue(refused.get() > 0, "there was a race for them");
        assertEquals(0, leases.all());
        assertEquals(0, leases.holders());
    }
}
