package dev.longshell.link;

import dev.longshell.breaker.Breaker;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.Call;
import dev.longshell.wire.Hello;
import dev.longshell.wire.Json;
import dev.longshell.wire.SessionReport;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps one control line standing, on a thread of its own: connects, has the place filled where nobody answers, beats, begins again; knows nothing of viewers.
 *
 * <pre>
 *  seeking --connected--> standing --line over--> seeking
 *     \--refused or not to be started--> waiting, as long as the fault says --> seeking
 * </pre>
 */
final class Supervisor implements Runnable {
    private static final Logger LOG = System.getLogger(Supervisor.class.getName());
    /** One sign of life asked for every two seconds: two may be lost before the keeper counts as stalled. */
    private static final long HEARTBEAT_MILLIS = 2_000;
    /** Between two looks at a keeper that has missed one: it is called stalled at most this much too late. */
    private static final long LOOK_MILLIS = 500;
    /** How long a question waits for a line: what a cold keeper takes to start. */
    private static final long LINE_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long RETRY_MILLIS = 1_000;

    private final KeeperDoor door;
    private final Place place;
    private final Breaker breaker;
    private final Consumer<Object> events;
    private Control control;
    private FaultException trouble;
    private boolean warned;

    /** @param breaker is told whether the keeper answers @param events takes each {@link SessionReport} and {@link KeeperArrived}, in order; must not block */
    Supervisor(KeeperDoor door, Place place, Breaker breaker, Consumer<Object> events) {
        this.door = door;
        this.place = place;
        this.breaker = breaker;
        this.events = events;
    }

    /** The line that stands. @throws FaultException KEEPER_UNAVAILABLE or PROTOCOL_MISMATCH when there is none within ten seconds, or none can be for now */
    synchronized Control control() {
        long deadline = System.nanoTime() + LINE_WITHIN_NANOS;
        while (control == null) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (trouble != null) {
                throw FaultException.retryable(trouble.fault(), trouble.getMessage(), trouble.retryAfterMillis().orElse(RETRY_MILLIS), trouble);
            }
            if (left <= 0) {
                throw FaultException.retryable(Fault.KEEPER_UNAVAILABLE, "No keeper has answered for ten seconds.", RETRY_MILLIS, null);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw FaultException.retryable(Fault.KEEPER_UNAVAILABLE, "The gateway is stopping.", RETRY_MILLIS, e);
            }
        }
        return control;
    }

    /** Whether there is a line that nothing has ended; the keeper may be silent. */
    synchronized boolean stands() {
        return control != null && !control.isOver();
    }

    @Override
    public void run() {
        try {
            while (true) {
                try {
                    supervise(connected());
                } catch (FaultException e) {
                    failed(e);
                    TimeUnit.MILLISECONDS.sleep(retryMillis(e));
                } catch (Place.Vacated e) {
                    LOG.log(Level.DEBUG, "no keeper is waited for any more", e);
                    breaker.back();
                    publish(null, FaultException.retryable(Fault.KEEPER_UNAVAILABLE, e.getMessage() + ".", RETRY_MILLIS, null));
                    return;
                } catch (RuntimeException e) {
                    LOG.log(Level.ERROR, "the keeper's control line begins anew after", e);
                    TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "the keeper's control line is given up: the gateway stops");
            Thread.currentThread().interrupt();
        }
    }

    private static long retryMillis(FaultException fault) {
        return Math.min(fault.retryAfterMillis().orElse(RETRY_MILLIS), 10 * RETRY_MILLIS);
    }

    private Control connected() throws InterruptedException {
        Control found = found();
        while (found == null) {
            Control[] filled = new Control[1];
            place.fill(() -> filled[0] = greeted());
            found = kept(filled[0]);
        }
        list(found);
        return found;
    }

    /** Null when nobody is there any more. */
    private Control found() {
        try {
            return kept(greeted());
        } catch (FaultException e) {
            if (!(e.getCause() instanceof SocketException) && !(e.getCause() instanceof NoSuchFileException)) {
                throw e; // somebody is there: stopped, of another version or of another user
            }
            return null;
        }
    }

    private Control greeted() {
        Control fresh = new Control(events::accept, breaker.timeoutMillis(Control.SILENCE_MILLIS));
        fresh.greet(door);
        return fresh;
    }

    private Control kept(Control fresh) {
        boolean keeps = false;
        try {
            keeps = place.keeps(fresh);
        } finally {
            if (!keeps) {
                fresh.close();
            }
        }
        return keeps ? fresh : null;
    }

    private void list(Control fresh) {
        boolean listed = false;
        try {
            Hello keeper = fresh.hello();
            KeeperArrived arrival = new KeeperArrived(keeper.build(), keeper.pid(), List.of(Json.read(fresh.ask(Call.list()), SessionReport[].class)));
            place.arrived(arrival);
            events.accept(arrival);
            LOG.log(Level.INFO, "the keeper (pid " + keeper.pid() + ", build " + keeper.build() + ") has " + arrival.sessions().size() + " sessions");
            listed = true;
        } finally {
            if (!listed) {
                fresh.close();
            }
        }
    }

    private void supervise(Control fresh) throws InterruptedException {
        publish(fresh, null);
        breaker.back();
        breaker.heartbeat(() -> flag(fresh.stalled()));
        warned = false;
        try {
            while (fresh.beat(fresh.silentMillis() > HEARTBEAT_MILLIS ? LOOK_MILLIS : HEARTBEAT_MILLIS)) {
                flag(fresh.stalled());
            }
        } finally {
            breaker.heartbeat(() -> { });
            publish(null, null);
            fresh.close();
        }
        LOG.log(Level.WARNING, "the keeper's control line is over" + (fresh.isRetired() ? ": it has retired" : ""));
        if (fresh.isRetired()) {
            place.left();
        }
    }

    /** A stalled keeper is waited for, however long: it holds its sessions. */
    private synchronized void flag(boolean stalled) {
        if (stalled && !warned) {
            LOG.log(Level.WARNING, "the keeper has been silent for more than " + Control.SILENCE_MILLIS + " ms; it is waited for");
            breaker.away(Control.noAnswer(Control.SILENCE_MILLIS, null), LOOK_MILLIS);
        }
        if (!stalled && warned) {
            LOG.log(Level.INFO, "the keeper answers again");
            breaker.back();
        }
        warned = stalled;
    }

    private void failed(FaultException fault) {
        LOG.log(warned ? Level.DEBUG : Level.WARNING, "no keeper: " + fault.getMessage());
        warned = true;
        breaker.away(fault, retryMillis(fault));
        publish(null, fault);
    }

    private synchronized void publish(Control standing, FaultException why) {
        control = standing;
        trouble = why;
        notifyAll();
    }
}
