package dev.longshell.keeper;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A session's one lock; knows nothing of what it guards. It is fair, so that a flood of output does not keep the selector thread from the viewers' keys. */
final class Guard {
    private final ReentrantLock lock = new ReentrantLock(true);

    void run(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    <T> T get(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    Condition newCondition() {
        return lock.newCondition();
    }
}
