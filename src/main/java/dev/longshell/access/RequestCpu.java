package dev.longshell.access;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Finds requests that burn CPU time without coming to an end, writes their stack to the log, and ends those that can be
 * ended. Looks once a second. Time in which a request waits, for the database or for its peer, does not count.
 *
 * <p>A request beyond its bound gets an IOException from the next read of its body ({@link WholeRequest}), also at the
 * body's end: a parser that loops there asks for more each time. Nothing else in a Java thread can be ended from
 * outside. Thread.stop is gone (JDK 20), and an interrupt reaches no loop that does not look for it, but closes the
 * channels that the thread shares with everybody: the line to the keeper and the audit's file. Such a thread is lost
 * until the process ends; it is written to the log again every minute and counted in {@link #lost()}.
 */
@ApplicationScoped
public class RequestCpu {
    /**
     * Ten seconds. The most that was measured of an honest request, the first of a cold server, is 0.9 s; a machine may
     * be ten times slower.
     */
    static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_MILLIS = 1_000;
    private static final long TOLD_AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int FRAMES_SHOWN = 60;
    private static final int LONGEST_SHOWN = 200;
    private static final Logger LOG = System.getLogger(RequestCpu.class.getName());

    private final long mostNanos;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<Thread, Work> works = new ConcurrentHashMap<>();
    private ScheduledExecutorService clock;

    /** A request on its thread, from {@link #begin} to {@link #close}. */
    final class Work implements AutoCloseable {
        private static final long UNKNOWN = -1;

        private final Thread thread = Thread.currentThread();
        private final String what;
        private volatile long cpuBefore = UNKNOWN;
        private volatile boolean over;
        private volatile boolean lost;
        private long toldAt;

        private Work(String what) {
            this.what = what.length() <= LONGEST_SHOWN ? what : what.substring(0, LONGEST_SHOWN) + "...";
        }

        /** Whether it is beyond its bound, and whoever works for it should stop. */
        boolean isOver() {
            return over;
        }

        @Override
        public void close() {
            works.remove(thread, this);
        }
    }

    RequestCpu() {
        this(MOST_NANOS);
    }

    RequestCpu(long mostNanos) {
        this.mostNanos = mostNanos;
    }

    void start(@Observes Startup startup) {
        if (!threads.isThreadCpuTimeSupported() || !threads.isThreadCpuTimeEnabled()) {
            LOG.log(Level.WARNING, "Requests that burn CPU time are not found: this JVM does not measure threads.");
            return;
        }
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "longshell-request-cpu");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        if (clock != null) {
            clock.shutdownNow();
        }
    }

    /** @param what method and path, for the log */
    Work begin(String what) {
        Work work = new Work(what);
        works.put(work.thread, work);
        return work;
    }

    /**
     * The request of this thread has done a part of something long, such as a page of a file: its bound begins anew.
     */
    public void partIsDone() {
        Work work = works.get(Thread.currentThread());
        if (work != null) {
            work.cpuBefore = Work.UNKNOWN;
        }
    }

    /** How many threads have used twice the bound and cannot be ended. */
    public int lost() {
        return (int) works.values().stream().filter(work -> work.lost).count();
    }

    void look() {
        long now = System.nanoTime();
        works.values().forEach(work -> look(work, threads.getThreadCpuTime(work.thread.getId()), now));
    }

    /** @param cpu of the thread since its start, in nanoseconds; negative for one that has ended */
    private void look(Work work, long cpu, long now) {
        long before = work.cpuBefore;
        if (before == Work.UNKNOWN || cpu < 0) {
            work.cpuBefore = cpu;
            return;
        }
        long used = cpu - before;
        if (used > mostNanos && (!work.over || now - work.toldAt > TOLD_AGAIN_NANOS)) {
            String stack = stackOf(work.thread); // before it is ended
            work.over = true;
            work.toldAt = now;
            LOG.log(Level.WARNING, "{0} has used {1} s of CPU on {2} and goes on:\n{3}", work.what,
                    TimeUnit.NANOSECONDS.toSeconds(used), work.thread.getName(), stack);
        }
        work.lost = used > 2 * mostNanos;
    }

    private static String stackOf(Thread thread) {
        return Arrays.stream(thread.getStackTrace()).limit(FRAMES_SHOWN).map(frame -> "    at " + frame)
                .collect(Collectors.joining("\n"));
    }
}
