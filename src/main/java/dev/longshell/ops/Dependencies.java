package dev.longshell.ops;

import dev.longshell.breaker.BreakerView;
import dev.longshell.breaker.Breakers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Says what this gateway's dependencies are like, and stays up without them: attached terminals need no database, and a balancer that took every gateway away
 * would cut them. {@code degraded} tells that something answers 503. Asks nobody: the breakers know.
 */
@Readiness
@ApplicationScoped
public class Dependencies implements HealthCheck {
    @Inject
    private Breakers breakers;

    @Override
    public HealthCheckResponse call() {
        List<BreakerView> all = breakers.list();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("dependencies").up().withData("degraded", !all.stream().allMatch(BreakerView::closed));
        all.forEach(breaker -> response.withData(breaker.dependency(), breaker.state()));
        return response.build();
    }
}
