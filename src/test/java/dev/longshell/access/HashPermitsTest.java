package dev.longshell.access;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The story: a hundred wrong logins at once held every core for fifteen seconds, and everybody's terminal stood still. */
class HashPermitsTest {
    private static final int CORES = 4;
    private final HashPermits permits = new HashPermits(CORES);
    private final ExecutorService requests = Executors.newCachedThreadPool();
    private final List<String> served = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        requests.shutdownNow();
    }

    @Test
    void aHundredAtOnceNeverHashMoreThanOneLessThanCoresAndTheRestIsRefused() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch decided = new CountDownLatch(100 - HashPermits.MOST_WAITING);
        List<Future<Boolean>> answers = new ArrayList<>();
        for (int number = 0; number < 100; number++) {
            String network = "192.0.2." + number % 2;
            answers.add(requests.submit(() -> {
                try (HashPermits.Permit permit = permits.forStranger(network, false)) {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    decided.countDown();
                    decided.await(); // nobody ends before all others are waiting or refused
                    now.decrementAndGet();
                    return true;
                } catch (FaultException e) {
                    assertEquals(Fault.RATE_LIMIT, e.fault());
                    assertTrue(e.retryAfterSeconds().isPresent());
                    decided.countDown();
                    return false;
                }
            }));
        }
        int let = 0;
        for (Future<Boolean> answer : answers) {
            let += answer.get() ? 1 : 0;
        }

        assertEquals(CORES - 1, most.get());
        assertEquals(CORES - 1 + HashPermits.MOST_WAITING, let);
        assertLeavesNothing();
    }

    @Test
    void whoIsLoggedInHasTheLastCoreAndIsServedFirst() {
        List<HashPermits.Permit> strangers = strangers(CORES - 1);
        HashPermits.Permit caller = permits.forCaller();
        assertEquals(CORES, permits.running());
        CompletableFuture<HashPermits.Permit> stranger = arrive("stranger", () -> permits.forStranger("192.0.2.9", false));
        CompletableFuture<HashPermits.Permit> second = arrive("caller", permits::forCaller);

        caller.close();
        second.join().close();
        assertFalse(stranger.isDone(), "that core is not for strangers");
        strangers.get(0).close();
        stranger.join().close();

        assertEquals(List.of("caller", "stranger"), served);
        strangers.forEach(HashPermits.Permit::close);
        assertLeavesNothing();
    }

    @Test
    void aNewcomerTakesAPlaceOfTheNetworkThatHasMostAndIsServedNext() {
        List<HashPermits.Permit> running = strangers(CORES - 1);
        List<CompletableFuture<HashPermits.Permit>> flood = new ArrayList<>();
        for (int number = 0; number < HashPermits.MOST_WAITING; number++) {
            flood.add(arrive("flood", () -> permits.forStranger("192.0.2.1", false)));
        }
        CompletableFuture<HashPermits.Permit> honest = arrive("honest", () -> permits.forStranger("198.51.100.1", false));

        await().until(() -> flood.stream().filter(CompletableFuture::isCompletedExceptionally).count() == 1);
        assertThrows(FaultException.class, () -> permits.forStranger("192.0.2.1", false), "the network with most gains nothing");
        assertFalse(honest.isDone());
        running.get(0).close();
        honest.join();
        assertEquals(List.of("honest"), served);
        running.forEach(HashPermits.Permit::close);
        flood.stream().filter(each -> !each.isCompletedExceptionally()).forEach(each -> each.join().close());
        honest.join().close();
        assertLeavesNothing();
    }

    @Test
    void aKnownBrowserTakesTheLastUnknownPlaceAndIsServedBeforeTheOthers() {
        List<HashPermits.Permit> running = strangers(CORES - 1);
        List<CompletableFuture<HashPermits.Permit>> flood = new ArrayList<>();
        for (int number = 0; number < HashPermits.MOST_WAITING; number++) {
            String network = "192.0.2." + number; // each of its own: there is none that has most
            flood.add(arrive("flood", () -> permits.forStranger(network, false)));
        }
        assertThrows(FaultException.class, () -> permits.forStranger("198.51.100.1", false));
        CompletableFuture<HashPermits.Permit> known = arrive("known", () -> permits.forStranger("198.51.100.1", true));

        running.get(0).close();
        HashPermits.Permit permit = known.join();

        assertEquals(List.of("known"), served);
        permit.close();
        running.forEach(HashPermits.Permit::close);
        flood.stream().filter(each -> !each.isCompletedExceptionally()).forEach(each -> each.join().close());
        assertLeavesNothing();
    }

    @Test
    void aSingleCoreServesStrangersToo() {
        HashPermits one = new HashPermits(1);
        one.forStranger("192.0.2.1", false).close();
        one.forCaller().close();
        assertEquals(0, one.running());
    }

    private List<HashPermits.Permit> strangers(int count) {
        List<HashPermits.Permit> strangers = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            strangers.add(permits.forStranger("203.0.113." + number, false));
        }
        return strangers;
    }

    /** Returns when it waits, or has taken another's place. */
    private CompletableFuture<HashPermits.Permit> arrive(String name, Supplier<HashPermits.Permit> enter) {
        int before = permits.waiting();
        AtomicInteger thread = new AtomicInteger();
        CompletableFuture<HashPermits.Permit> permit = CompletableFuture.supplyAsync(() -> {
            Thread.currentThread().setName(name + System.nanoTime());
            thread.set(1);
            HashPermits.Permit granted = enter.get();
            served.add(name);
            return granted;
        }, requests);
        await().until(() -> thread.get() == 1 && (permits.waiting() > before || before == HashPermits.MOST_WAITING && Thread.getAllStackTraces().keySet().stream()
                .anyMatch(each -> each.getName().startsWith(name) && each.getState() == Thread.State.TIMED_WAITING)));
        return permit;
    }

    private void assertLeavesNothing() {
        assertEquals(0, permits.running());
        assertEquals(0, permits.waiting());
    }
}
