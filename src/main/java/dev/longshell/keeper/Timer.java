package dev.longshell.keeper;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A timer thread, there from the first moment: when something must be ended, the machine may have no thread to give. A task that fails is logged, and one that comes after the end is
 * dropped. Knows nothing of its tasks, which must not block.
 */
final class Timer extends ScheduledThreadPoolExecutor {
    private static final Logger LOG = Logger.getLogger(Timer.class.getName());

    Timer(String name) {
        super(1, task -> new Thread(task, name), new ThreadPoolExecutor.DiscardPolicy());
        setRemoveOnCancelPolicy(true);
        setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        prestartCoreThread();
    }

    @Override
    protected void afterExecute(Runnable task, Throwable thrown) {
        super.afterExecute(task, thrown);
        if (!(task instanceof Future<?> future) || !future.isDone()) {
            return;
        }
        try {
            future.get();
        } catch (ExecutionException e) {
            LOG.log(Level.SEVERE, "A timed task failed", e.getCause());
        } catch (CancellationException e) {
            LOG.log(Level.FINEST, "A timed task was cancelled", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
