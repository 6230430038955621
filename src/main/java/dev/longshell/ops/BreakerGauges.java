package dev.longshell.ops;

import dev.longshell.breaker.BreakerChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.Tag;

/** The breakers as gauges of MicroProfile Metrics, beside the {@code ft_} ones that Fault Tolerance counts by itself; knows only what changed. */
@ApplicationScoped
public class BreakerGauges {
    private static final Metadata STATE = Metadata.builder().withName("longshell_breaker_open")
            .withDescription("Whether calls to a dependency are refused: 0 no (closed), 1 one is let through to try (half open), 2 yes (open)").build();

    @Inject
    private MetricRegistry metrics;
    private final Map<String, AtomicInteger> states = new ConcurrentHashMap<>();

    void onChange(@Observes BreakerChanged change) {
        states.computeIfAbsent(change.now().dependency(), this::gauge).set(switch (change.now().state()) {
            case "closed" -> 0;
            case "half_open" -> 1;
            default -> 2;
        });
    }

    private AtomicInteger gauge(String dependency) {
        AtomicInteger state = new AtomicInteger();
        metrics.gauge(STATE, state, AtomicInteger::get, new Tag("dependency", dependency));
        return state;
    }
}
