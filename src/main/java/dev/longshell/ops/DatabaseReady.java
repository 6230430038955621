package dev.longshell.ops;

import dev.longshell.fault.FaultException;
import dev.longshell.store.DatabaseProbe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Says whether the database answers, and stays up without it: attached terminals need none, and a balancer that took every gateway away would cut
 * them. {@code degraded} tells that opening, logging in and editing answer 503.
 */
@Readiness
@ApplicationScoped
public class DatabaseReady implements HealthCheck {
    @Inject
    private DatabaseProbe probe;

    @Override
    public HealthCheckResponse call() {
        try {
            probe.ask();
            return HealthCheckResponse.named("database").up().withData("degraded", false).build();
        } catch (FaultException e) {
            return HealthCheckResponse.named("database").up().withData("degraded", true).withData("reason", e.fault().code()).build();
        }
    }
}
