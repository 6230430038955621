package dev.longshell.keeper;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread for what takes milliseconds and nobody types for, there from the first moment as {@link Timer} is. Knows nothing of its tasks, which catch their own failures. */
final class Worker extends ThreadPoolExecutor {
    private static final int WAITING_LIMIT = 256;
    private static final long RETRY_AFTER_MILLIS = 500;

    Worker() {
        super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING_LIMIT), task -> new Thread(task, "keeper-worker"), (task, worker) -> {
            throw FaultException.retryable(Fault.RATE_LIMIT, "The keeper has " + WAITING_LIMIT + " screens to draw already.", RETRY_AFTER_MILLIS, null);
        });
        prestartCoreThread();
    }
}
