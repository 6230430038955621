package dev.longshell.access;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Bounds how many passwords are hashed at the same time, and how many requests wait for that; knows nothing of
 * passwords.
 *
 * <p>A hash takes about 0.15 s of a core. All together there are as many at once as cores, of people who are not logged
 * in one less (but one): the core that is left is for terminals. Few of each wait: whose network has fewest there is
 * served first, then who came first; whoever comes when there is no place is refused at once. Where strangers have
 * taken all places, a newcomer takes one of the network that has most, so that a flood from a few addresses does not
 * keep others out, and one with a browser in which the same name has logged in before takes an unknown one's.
 */
@ApplicationScoped
public class HashPermits {
    /** Requests that wait, of strangers and of people who are logged in each: a second at most on two cores. */
    static final int MOST_WAITING = 8;
    /** Longer than the places take; who waits so long stands behind a database that hangs. */
    private static final long LONGEST_WAIT_MILLIS = 5_000;
    private static final long RETRY_MILLIS = 1_000;

    /** In the order in which they are served. */
    private enum Rank {
        CALLER, KNOWN, UNKNOWN
    }

    private enum Decision {
        OPEN, GRANTED, REFUSED
    }

    /** Somebody's turn to hash; closing it lets the next. */
    public final class Permit implements AutoCloseable {
        private final Rank rank;
        private final String network;
        private Decision decision = Decision.OPEN;
        private boolean closed;

        private Permit(Rank rank, String network) {
            this.rank = rank;
            this.network = network;
        }

        private boolean ofStranger() {
            return rank != Rank.CALLER;
        }

        @Override
        public void close() {
            giveBack(this);
        }
    }

    private final int most;
    private final int mostOfStrangers;
    private final List<Permit> waiting = new ArrayList<>();
    private int running;
    private int strangers;

    @Inject
    public HashPermits() {
        this(Runtime.getRuntime().availableProcessors());
    }

    HashPermits(int cores) {
        this.most = cores;
        this.mostOfStrangers = Math.max(1, cores - 1);
    }

    /** For somebody who is logged in, or for the house itself. @throws FaultException RATE_LIMIT where too many wait */
    public Permit forCaller() {
        return enter(new Permit(Rank.CALLER, null));
    }

    /**
     * For somebody who is not logged in.
     *
     * @param network that they are counted by
     * @param known   whether they come with a browser in which the name that they give has logged in before
     * @throws FaultException RATE_LIMIT where too many wait
     */
    public Permit forStranger(String network, boolean known) {
        return enter(new Permit(known ? Rank.KNOWN : Rank.UNKNOWN, network));
    }

    private synchronized Permit enter(Permit permit) {
        if (!mayRun(permit)) {
            makePlaceFor(permit);
            waiting.add(permit);
            await(permit);
        } else {
            grant(permit);
        }
        return permit;
    }

    private boolean mayRun(Permit permit) {
        return running < most && (!permit.ofStranger() || strangers < mostOfStrangers);
    }

    private void grant(Permit permit) {
        permit.decision = Decision.GRANTED;
        running++;
        strangers += permit.ofStranger() ? 1 : 0;
    }

    private void await(Permit permit) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_WAIT_MILLIS);
        try {
            long left = end - System.nanoTime();
            while (permit.decision == Decision.OPEN && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = end - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server stops; a permit that came meanwhile is of no use
            waiting.remove(permit);
            giveBack(permit);
            throw tooMany();
        }
        if (permit.decision != Decision.GRANTED) {
            waiting.remove(permit);
            throw tooMany();
        }
    }

    private void makePlaceFor(Permit newcomer) {
        List<Permit> rivals = waiting.stream().filter(each -> each.ofStranger() == newcomer.ofStranger()).toList();
        if (rivals.size() < MOST_WAITING) {
            return;
        }
        if (!newcomer.ofStranger()) {
            throw tooMany();
        }
        Permit last = rivals.stream().max(byTurn().thenComparing(waiting::indexOf)).orElseThrow();
        boolean gives = last.rank.compareTo(newcomer.rank) > 0
                || last.rank == newcomer.rank && waitingOf(last) > waitingOf(newcomer) + 1;
        if (!gives) {
            throw tooMany();
        }
        waiting.remove(last);
        last.decision = Decision.REFUSED;
        notifyAll();
    }

    /** Orders by rank, then by how many of the same network wait, fewest first. */
    private Comparator<Permit> byTurn() {
        return Comparator.comparing((Permit each) -> each.rank).thenComparing(this::waitingOf);
    }

    /** Counts who waits of a stranger's network; people who are logged in count as one network. */
    private long waitingOf(Permit permit) {
        return waiting.stream().filter(each -> Objects.equals(each.network, permit.network)).count();
    }

    private synchronized void giveBack(Permit permit) {
        if (permit.decision != Decision.GRANTED || permit.closed) {
            return;
        }
        permit.closed = true;
        running--;
        strangers -= permit.ofStranger() ? 1 : 0;
        waiting.stream().filter(this::mayRun).min(byTurn()).ifPresent(next -> {
            waiting.remove(next);
            grant(next);
            notifyAll();
        });
    }

    /** Hashes that run now. */
    synchronized int running() {
        return running;
    }

    /** Requests that wait now. */
    synchronized int waiting() {
        return waiting.size();
    }

    private static FaultException tooMany() {
        return FaultException.retryable(Fault.RATE_LIMIT,
                "Too many people are logging in just now; try again in a moment.", RETRY_MILLIS, null);
    }
}
