package dev.longshell.link;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Hands events to their observer one by one and in order, on a thread of its own, so that the selector never waits for a database. */
final class EventThread implements AutoCloseable {
    private static final Logger LOG = System.getLogger(EventThread.class.getName());
    /**
     * Events that may wait. A keeper reports a session at most once a second, so 100 sessions and a database that does not answer for a minute stay below it. What
     * is beyond is dropped, oldest first, and said: the next {@link KeeperArrived} or list tells the state anew.
     */
    private static final int CAPACITY = 10_000;

    private final BlockingQueue<Object> waiting = new LinkedBlockingQueue<>(CAPACITY);
    private final Consumer<Object> observer;
    private final Thread thread;

    EventThread(String name, Consumer<Object> observer) {
        this.observer = observer;
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    void put(Object event) {
        while (!waiting.offer(event)) {
            LOG.log(Level.WARNING, "a report is dropped, " + CAPACITY + " wait already: " + waiting.poll());
        }
    }

    private void run() {
        try {
            while (true) {
                fire(waiting.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the gateway stops
        }
    }

    private void fire(Object event) {
        try {
            observer.accept(event);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "an observer failed at " + event, e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
