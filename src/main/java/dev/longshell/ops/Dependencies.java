package dev.longshell.ops;

import dev.longshell.breaker.BreakerView;
import dev.longshell.breaker.Breakers;
import dev.longshell.link.KeeperLink;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Says what this gateway's dependencies are like, and stays up without them: attached terminals need no database, and a balancer that took every gateway away
 * would cut them. {@code degraded} tells that something answers 503, {@code keeper-PID-sessions} how many a keeper of an older build still has. Asks nobody: breakers
 * and lines know.
 */
@Readiness
@ApplicationScoped
public class Dependencies implements HealthCheck {
    @Inject
    private Breakers breakers;
    @Inject
    private KeeperLink keepers;

    @Override
    public HealthCheckResponse call() {
        List<BreakerView> all = breakers.list();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("dependencies").up().withData("degraded", !all.stream().allMatch(BreakerView::closed));
        all.forEach(breaker -> response.withData(breaker.dependency(), breaker.state()));
        keepers.older().forEach(keeper -> response.withData("keeper-" + keeper.pid() + "-sessions", keeper.sessions()));
        return response.build();
    }
}
