package dev.longshell.ops;

import dev.longshell.channel.OpenSockets;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 *  SIGTERM -> not ready -> NOTICE_MILLIS -> 1012 to every socket -> requests answered, at most DRAIN_MILLIS -> System.exit: Payara's own stop
 *     \------------------------------------- at the latest after MOST_MILLIS -------------------------------------------> the process ends
 * </pre>
 *
 * By itself Payara closes its listeners within a second of SIGTERM, while the sockets are being told. A shutdown hook would run beside Payara's, in no order; so the
 * signals themselves are taken ({@code jdk.unsupported}), and given back when the application is undeployed.
 */
@Readiness
@ApplicationScoped
public class GracefulStop implements HealthCheck {
    private static final Logger LOG = System.getLogger(GracefulStop.class.getName());
    /** Ctrl-C reaches the whole process group of a terminal, the server too. */
    private static final List<String> SIGNALS = List.of("TERM", "INT", "HUP");
    /** A balancer that asks every second sends nobody here any more when the sockets come back. */
    private static final long NOTICE_MILLIS = 1_000;
    /** For requests that have begun to be answered, after the sockets' three seconds at most. */
    private static final long DRAIN_MILLIS = 1_000;
    /**
     * All of it. Payara's own stop takes half a second, and on a loaded machine several; ten are promised, and the embedded PostgreSQL stops after us.
     * Nothing is lost with what is left of it: sessions are the keeper's, and what the audit has not written down yet is in its file.
     */
    private static final long MOST_MILLIS = 7_000;
    private static final long LOOK_MILLIS = 20;
    /** 128 + SIGTERM, as a JVM that does not take the signal ends. */
    private static final int EXIT_CODE = 143;

    @Inject
    private OpenSockets sockets;
    private final Map<Signal, SignalHandler> before = new LinkedHashMap<>();
    private volatile boolean stopping;

    void listen(@Observes Startup startup) {
        SIGNALS.stream().map(Signal::new).forEach(signal -> before.put(signal, Signal.handle(signal, taken -> begin())));
    }

    @PreDestroy
    void listenNoMore() {
        if (!stopping) {
            before.forEach(Signal::handle);
        }
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("gateway").status(!stopping).build();
    }

    private synchronized void begin() {
        if (stopping) {
            return;
        }
        stopping = true;
        start(GracefulStop::endAtTheLatest, "longshell-stop-at-the-latest");
        start(this::stop, "longshell-stop");
    }

    /** CDI finds the application by the thread's class loader, and the JVM's own thread that tells of signals has none. */
    private static void start(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setContextClassLoader(GracefulStop.class.getClassLoader());
        thread.setDaemon(true);
        thread.start();
    }

    private static void endAtTheLatest() {
        sleep(MOST_MILLIS);
        LOG.log(Level.WARNING, "the server has not stopped within " + MOST_MILLIS + " ms, and is ended");
        Runtime.getRuntime().halt(EXIT_CODE);
    }

    private void stop() {
        try {
            LOG.log(Level.INFO, "asked to stop: not ready any more; " + sockets.count() + " sockets are sent away, sessions go on");
            sleep(NOTICE_MILLIS);
            sockets.farewell();
            awaitAnswers();
        } finally {
            System.exit(EXIT_CODE);
        }
    }

    private static void awaitAnswers() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MILLIS);
        while (RequestsInFlight.count() > 0 && System.nanoTime() - end < 0) {
            sleep(LOOK_MILLIS);
        }
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does
        }
    }
}
