package dev.longshell.limit;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Things of one kind that are in use at the same time: so many in all, so many of each holder, the last of them for
 * admins.
 *
 * <p>A lease is taken of all its holders or of none, and given back once, however often it is closed. Who holds none is
 * forgotten, so this holds no more than there are leases.
 */
public final class Leases {
    private final int most;
    private final int kept;
    private final Fault fault;
    private final String full;
    private final long retryMillis;
    private final Map<String, Integer> held = new HashMap<>();
    private int all;

    /**
     * @param most        in all
     * @param kept        of these, which only admins may have
     * @param fault       of a refusal
     * @param full        what to say when the rest is in use
     * @param retryMillis after which another try makes sense
     */
    public Leases(int most, int kept, Fault fault, String full, long retryMillis) {
        this.most = most;
        this.kept = kept;
        this.fault = fault;
        this.full = full;
        this.retryMillis = retryMillis;
    }

    /** One thing in use; closing it ends that. */
    public final class Lease implements AutoCloseable {
        private final List<Quota> quotas;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Lease(List<Quota> quotas) {
            this.quotas = quotas;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                giveBack(quotas);
            }
        }
    }

    /** @param admin whether it may be one of the last @throws FaultException where a quota or the whole is used up */
    public synchronized Lease take(boolean admin, List<Quota> quotas) {
        for (Quota quota : quotas) {
            if (held(quota.holder()) >= quota.most()) {
                throw refusal(quota.refusal());
            }
        }
        if (all >= (admin ? most : most - kept)) {
            throw refusal(full);
        }
        all++;
        quotas.forEach(quota -> held.merge(quota.holder(), 1, Integer::sum));
        return new Lease(List.copyOf(quotas));
    }

    private FaultException refusal(String words) {
        return FaultException.retryable(fault, words, retryMillis, null);
    }

    private synchronized void giveBack(List<Quota> quotas) {
        all--;
        quotas.forEach(quota -> held.computeIfPresent(quota.holder(), (same, count) -> count == 1 ? null : count - 1));
    }

    /** In use now. */
    public synchronized int all() {
        return all;
    }

    /** In use by that holder now. */
    public synchronized int held(String holder) {
        return held.getOrDefault(holder, 0);
    }

    /** Who has any now. */
    synchronized int holders() {
        return held.size();
    }
}
