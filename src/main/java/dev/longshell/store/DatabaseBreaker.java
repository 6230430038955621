package dev.longshell.store;

import dev.longshell.breaker.Breaker;
import dev.longshell.breaker.Breakers;
import dev.longshell.fault.Fault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;

/** The one breaker of PostgreSQL: every repository's ({@link DatabaseFaults}) and the heartbeat's ({@link DatabaseWatch}). */
@ApplicationScoped
public class DatabaseBreaker {
    /** As GET /api/breakers and the metrics name it. */
    public static final String NAME = "postgresql";

    private Breaker breaker;

    protected DatabaseBreaker() {
        // for the container's proxy
    }

    @Inject
    DatabaseBreaker(Breakers breakers) {
        breaker = breakers.ofDatabase(NAME, Set.of(Fault.DATABASE_UNAVAILABLE));
    }

    Breaker get() {
        return breaker;
    }
}
