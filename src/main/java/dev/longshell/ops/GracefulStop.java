package dev.longshell.ops;

import dev.longshell.channel.OpenSockets;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The order of a stop: not ready any more, every client sent away with its own time to come back, then the server. Knows nothing of sessions, which go on.
 *
 * <pre>
 *  SIGTERM -> readiness false -> 1012 to every socket -> all closed, at most DRAIN_MILLIS -> System.exit: Payara's own shutdown hook
 * </pre>
 *
 * By itself Payara closes its listeners within a second of SIGTERM, while the sockets are being told. A shutdown hook would run beside Payara's, in no order; so the
 * signal itself is taken ({@code jdk.unsupported}), and given back when the application is undeployed.
 */
@Readiness
@ApplicationScoped
public class GracefulStop implements HealthCheck {
    private static final Logger LOG = System.getLogger(GracefulStop.class.getName());
    private static final Signal TERM = new Signal("TERM");
    /** For the close frames to be answered. Payara's own stop takes some three seconds more, and all of it ten at most. */
    private static final long DRAIN_MILLIS = 3_000;
    private static final long LOOK_MILLIS = 20;
    /** 128 + SIGTERM, as a JVM that does not take the signal ends. */
    private static final int EXIT_CODE = 143;

    @Inject
    private OpenSockets sockets;
    private SignalHandler before;
    private volatile boolean stopping;

    void listen(@Observes Startup startup) {
        before = Signal.handle(TERM, signal -> stop());
    }

    @PreDestroy
    void listenNoMore() {
        if (before != null && !stopping) {
            Signal.handle(TERM, before);
        }
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("gateway").status(!stopping).withData("stopping", stopping).build();
    }

    private void stop() {
        if (stopping) {
            return;
        }
        stopping = true;
        LOG.log(Level.INFO, "SIGTERM: " + sockets.count() + " sockets are sent away; sessions go on");
        try {
            sockets.farewell();
            awaitEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the sockets could not all be sent away", e);
        }
        System.exit(EXIT_CODE);
    }

    private void awaitEmpty() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MILLIS);
        while (sockets.count() > 0 && System.nanoTime() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }
}
