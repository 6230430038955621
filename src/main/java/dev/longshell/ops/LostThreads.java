package dev.longshell.ops;

import dev.longshell.access.RequestCpu;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;

/**
 * Says how many threads requests have taken for good ({@link RequestCpu}), as a liveness check and as a gauge. Down
 * from as many as there are processors on: they take up the machine, and only a restart ends them. Terminals outlive
 * it.
 */
@Liveness
@ApplicationScoped
public class LostThreads implements HealthCheck {
    private static final Metadata LOST = Metadata.builder().withName("longshell_lost_threads")
            .withDescription("Threads whose request burns CPU time without an end; they are given back by a "
                    + "restart only").build();

    @Inject
    private RequestCpu requests;
    @Inject
    private MetricRegistry metrics;

    void start(@Observes Startup startup) {
        metrics.gauge(LOST, requests, RequestCpu::lost);
    }

    @Override
    public HealthCheckResponse call() {
        int lost = requests.lost();
        return HealthCheckResponse.named("threads").status(lost < Runtime.getRuntime().availableProcessors())
                .withData("lost", lost).build();
    }
}
