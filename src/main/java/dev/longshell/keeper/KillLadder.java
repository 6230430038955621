package dev.longshell.keeper;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Ends every process of some sessions, asking first: HUP, TERM, KILL; knows nothing of PTYs.
 *
 * <pre>
 *   0 s HUP --1.5 s--> TERM --3 s--> KILL, again each half second while somebody was born in between
 * </pre>
 *
 * A process belongs to a session when the kernel says so (its session id is the pid of our child), whatever group it is in and whether or not our child lives.
 */
final class KillLadder {
    private static final List<Step> STEPS = List.of(new Step(0, Libc.SIGHUP), new Step(1500, Libc.SIGTERM), new Step(3000, Libc.SIGKILL),
            new Step(3500, Libc.SIGKILL), new Step(4000, Libc.SIGKILL), new Step(4500, Libc.SIGKILL));

    private static final long OURSELVES = ProcessHandle.current().pid();

    /** @param atMillis since the beginning */
    private record Step(long atMillis, int signal) {
    }

    private KillLadder() {
    }

    /**
     * Begins, and goes on by the timer.
     *
     * @param leader pid of the child that leads the session
     * @param reaped true once that pid may be given to a stranger, whose session is then not touched
     */
    static void climb(int leader, BooleanSupplier reaped, ScheduledExecutorService timer) {
        climb(leader, reaped, timer, 0);
    }

    private static void climb(int leader, BooleanSupplier reaped, ScheduledExecutorService timer, int step) {
        boolean gone = reaped.getAsBoolean();
        List<ProcessTable.Entry> running = look(gone ? List.of() : List.of(leader));
        boolean stranger = gone && running.stream().anyMatch(entry -> entry.pid() == leader);
        boolean someLeft = !stranger && signal(running, List.of(leader), STEPS.get(step).signal());
        int next = step + 1;
        if (someLeft && next < STEPS.size()) {
            timer.schedule(() -> climb(leader, reaped, timer, next), STEPS.get(next).atMillis() - STEPS.get(step).atMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** All processes; where nobody can be seen, not even ourselves, as when no descriptor is left to look with: the leaders that were not reaped, whose end gives some back. */
    private static List<ProcessTable.Entry> look(Collection<Integer> leaders) {
        List<ProcessTable.Entry> running = ProcessTable.running();
        boolean sees = running.stream().anyMatch(entry -> entry.pid() == OURSELVES);
        return sees ? running : leaders.stream().map(leader -> new ProcessTable.Entry(leader, leader, leader)).toList();
    }

    /** Climbs in the caller's thread; returns when nobody is left, after 5 s at most. */
    static void climbNow(Collection<Integer> leaders) throws InterruptedException {
        long begin = System.nanoTime();
        for (Step step : STEPS) {
            while (System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(step.atMillis())) {
                if (look(leaders).stream().noneMatch(entry -> leaders.contains(entry.session()))) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
            signal(look(leaders), leaders, step.signal());
        }
    }

    /** @return true when there was somebody to signal */
    private static boolean signal(List<ProcessTable.Entry> running, Collection<Integer> leaders, int signal) {
        List<Integer> groups = running.stream().filter(entry -> leaders.contains(entry.session()))
                .map(ProcessTable.Entry::group).distinct().toList();
        for (int group : groups) {
            Libc.kill(-group, signal);
            if (signal != Libc.SIGKILL) {
                Libc.kill(-group, Libc.SIGCONT); // a stopped process hears nothing else
            }
        }
        return !groups.isEmpty();
    }
}
