package dev.longshell.access;

import dev.longshell.fault.Fault;
import dev.longshell.limit.IpAddress;
import dev.longshell.limit.Leases;
import dev.longshell.limit.Quota;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How many requests each may have in work at once, so that nobody's slow ones take all of the 64 threads that serve
 * requests; knows nothing of what they ask. A WebSocket is a request until its handshake is over. An admin's count in
 * all alone.
 */
@ApplicationScoped
public class RequestShares {
    /** Threads that are left for health and files, which nobody takes a lease for. */
    private static final int SERVED = 56;
    /** For admins. The rest is less than the 48 calls that may wait for the database or the keepers at once. */
    private static final int KEPT = 12;
    /** Of one user: more than a browser asks of one host at once over HTTP/1.1, and a quarter of the threads. */
    static final int MOST_OF_USER = 16;
    static final int MOST_OF_LINK = 16;
    /**
     * Of one address (of IPv6, one /64) before a login: two that are full leave others room, and so do the eight that
     * may wait for a provider.
     */
    static final int MOST_OF_ADDRESS = 12;
    static final int MOST_OF_STRANGERS = 32;
    private static final long RETRY_MILLIS = 1_000;
    /** Health must always answer. Files are in memory, and a page asks for many at once. */
    private static final Pattern UNCOUNTED =
            Pattern.compile("/health(/.*)?|/resources/.*|/jakarta\\.faces\\.resource/.*");
    private static final String WAIT = " Wait until some of them are answered.";

    private final Leases requests =
            new Leases(SERVED, KEPT, Fault.RATE_LIMIT, "Too many requests are in work." + WAIT, RETRY_MILLIS);
    private KnownCallers callers;

    protected RequestShares() {
        // for the container's proxy
    }

    @Inject
    RequestShares(KnownCallers callers) {
        this.callers = callers;
    }

    /**
     * @param path below the application's
     * @return to be given back when the request is answered; empty for what is not counted
     * @throws dev.longshell.fault.FaultException RATE_LIMIT
     */
    Optional<Leases.Lease> begin(HttpServletRequest request, String path) {
        if (UNCOUNTED.matcher(path).matches()) {
            return Optional.empty();
        }
        Principal principal = request.getUserPrincipal();
        Optional<KnownCallers.Known> caller = principal == null ? Optional.empty() : callers.find(principal.getName());
        boolean admin = caller.map(KnownCallers.Known::admin).orElse(false);
        List<Quota> quotas = caller.map(RequestShares::ofUser).orElseGet(() -> ofStranger(request));
        return Optional.of(requests.take(admin, quotas));
    }

    private static List<Quota> ofUser(KnownCallers.Known caller) {
        return caller.admin() ? List.of() : List.of(new Quota("user " + caller.user(), MOST_OF_USER,
                "You have " + MOST_OF_USER + " requests in work." + WAIT));
    }

    /** A link's, too, until somebody has looked whether it is good. */
    private static List<Quota> ofStranger(HttpServletRequest request) {
        List<Quota> quotas = new ArrayList<>();
        quotas.add(new Quota("address " + IpAddress.network(request.getRemoteAddr()), MOST_OF_ADDRESS,
                "Your address has " + MOST_OF_ADDRESS + " requests in work without a login." + WAIT));
        quotas.add(new Quota("strangers", MOST_OF_STRANGERS, "Too many requests without a login are in work." + WAIT));
        ShareToken.in(request).ifPresent(secret -> quotas.add(new Quota("link " + ShareToken.hash(secret), MOST_OF_LINK,
                "This link has " + MOST_OF_LINK + " requests in work." + WAIT)));
        return quotas;
    }

    /** In work now. */
    int inWork() {
        return requests.all();
    }
}
