package dev.longshell.channel;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Closes connections that drip a request or its body byte by byte, or say nothing; knows nothing of requests that are there. Payara's own timeouts begin anew with every byte.
 */
@ApplicationScoped
public class SlowRequests {
    private static final Logger LOG = System.getLogger(SlowRequests.class.getName());
    private static final long LOOK_MILLIS = 250;

    private final RequestDeadlines<Object> deadlines = new RequestDeadlines<>(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    private ScheduledExecutorService clock;
    private List<Runnable> leave = List.of();

    void begin(@Observes Startup startup) {
        try {
            leave = Grizzly.watch(deadlines);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.WARNING, "connections that drip a request are not closed: this server has other listeners than are known here", e);
            return;
        }
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "longshell-slow-requests");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleWithFixedDelay(() -> deadlines.overdue().forEach(Grizzly::close), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void end() {
        leave.forEach(Runnable::run);
        if (clock != null) {
            clock.shutdownNow();
        }
    }
}
