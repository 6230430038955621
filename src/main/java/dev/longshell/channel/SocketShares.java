package dev.longshell.channel;

import dev.longshell.access.Throttle;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.limit.Leases;
import dev.longshell.limit.Quota;
import dev.longshell.session.Kind;
import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How many sockets of a channel each may have open at once, and how many each may open within a minute; knows nothing
 * of what goes over them.
 *
 * <p>A user has WS_MAX_CONNECTIONS_PER_USER, a link WS_MAX_CONNECTIONS_PER_LINK, and all links of one maker together as
 * many as a user: the maker's own sockets count beside them. An admin's count in all alone, and the last are for
 * admins.
 */
@ApplicationScoped
public class SocketShares {
    /** Ten a second, as of sessions: a page that loses its connection tries again in seconds. */
    static final int MOST_OPENINGS = 600;
    private static final int FEWEST_KEPT = 5;
    private static final long RETRY_MILLIS = 10_000;
    private static final String FULL =
            "Too many sockets are open on this channel (WS_MAX_CONNECTIONS). Close one, or try again later.";

    private final Map<Kind, Leases> open = new EnumMap<>(Kind.class);
    private final Throttle openings = new Throttle(MOST_OPENINGS, System::nanoTime);
    private int mostOfUser;
    private int mostOfLink;

    protected SocketShares() {
        // for the container's proxy
    }

    @Inject
    SocketShares(Settings settings) {
        this(settings.integer(Setting.WS_MAX_CONNECTIONS), settings.integer(Setting.WS_MAX_CONNECTIONS_PER_USER),
                settings.integer(Setting.WS_MAX_CONNECTIONS_PER_LINK));
    }

    SocketShares(int most, int mostOfUser, int mostOfLink) {
        this.mostOfUser = mostOfUser;
        this.mostOfLink = mostOfLink;
        for (Kind kind : Kind.values()) {
            open.put(kind, new Leases(most, kept(most), Fault.CONNECTION_LIMIT, FULL, RETRY_MILLIS));
        }
    }

    /** Of a small number half: there must be some for everybody else. */
    private static int kept(int most) {
        return Math.min(most / 2, Math.max(FEWEST_KEPT, most / 10));
    }

    /** @throws FaultException CONNECTION_LIMIT, or RATE_LIMIT for the 601st of a user or link within a minute */
    Leases.Lease take(Kind kind, Bearer bearer) {
        List<Quota> quotas = quotas(bearer);
        if (!quotas.isEmpty()) {
            slowDown(openings.attempt(quotas.get(0).holder()));
        }
        return open.get(kind).take(bearer.admin(), quotas);
    }

    /** The narrowest first. */
    private List<Quota> quotas(Bearer bearer) {
        if (bearer.admin()) {
            return List.of();
        }
        if (bearer.link().isEmpty()) {
            return List.of(new Quota("user " + bearer.user(), mostOfUser,
                    "You have " + mostOfUser + " sockets open (WS_MAX_CONNECTIONS_PER_USER). Close one."));
        }
        return List.of(new Quota("link " + bearer.link().get(), mostOfLink,
                mostOfLink + " sockets of this link are open (WS_MAX_CONNECTIONS_PER_LINK). Close one."),
                new Quota("links of " + bearer.user(), mostOfUser,
                mostOfUser + " sockets of this maker's links are open (WS_MAX_CONNECTIONS_PER_USER). Close one."));
    }

    private static void slowDown(OptionalLong wait) {
        if (wait.isPresent()) {
            throw FaultException.retryable(Fault.RATE_LIMIT,
                    MOST_OPENINGS + " sockets were opened within a minute; wait a little.", wait.getAsLong(), null);
        }
    }

    /** Open now. */
    int count(Kind kind) {
        return open.get(kind).all();
    }
}
