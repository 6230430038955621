package dev.longshell.ops;

import dev.longshell.audit.Action;
import dev.longshell.audit.Audit;
import dev.longshell.audit.Outcome;
import dev.longshell.breaker.BreakerChanged;
import dev.longshell.breaker.BreakerView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Takes down in the audit when a breaker opens and when it closes; knows nothing of what opened it. */
@ApplicationScoped
public class BreakerAudit {
    @Inject
    private Audit audit;

    void onChange(@Observes BreakerChanged change) {
        BreakerView now = change.now();
        audit.record(Action.BREAKER, null, now.dependency(), now.closed() ? Outcome.DONE : Outcome.FAILED, now.cause() == null ? now.state() : now.state() + ": " + now.cause());
    }
}
