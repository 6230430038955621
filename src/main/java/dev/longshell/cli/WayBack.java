package dev.longshell.cli;

import dev.longshell.text.Reason;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** What was started, to be ended in reverse order, once, by whoever comes first: the verb's own end or the shutdown hook; knows nothing of what it ends. */
final class WayBack implements AutoCloseable {
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private boolean closing;

    /** Starts a thing and remembers to end it. While one starts, nothing is ended: so none is forgotten. */
    synchronized <T extends AutoCloseable> T start(Supplier<T> starter) {
        if (closing) {
            throw new IllegalStateException("already on the way back");
        }
        T thing = starter.get();
        started.push(thing);
        return thing;
    }

    synchronized boolean isClosing() {
        return closing;
    }

    /** Ends everything, the newest first; a failure in one keeps none of the others alive. */
    @Override
    public synchronized void close() {
        closing = true;
        RuntimeException first = null;
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                first = first == null ? new IllegalStateException("not everything could be stopped: " + Reason.of(e), e) : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
