package dev.longshell.keeper;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.text.Reason;
import dev.longshell.wire.Build;
import dev.longshell.wire.KeeperHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The process that keeps sessions alive; knows nothing of gateways but that they connect.
 *
 * <pre>
 *   run: leaves its terminal -> directory, log -> lock, secret, socket -> serves ... SIGTERM or SHUTDOWN -> ends its sessions -> returns
 *                                                                          \-- RETIRE: lock and name of the socket given up -> serves until its last session has ended
 * </pre>
 */
public final class Keeper implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Keeper.class.getName());
    /** Set by systemd for what it starts (systemd.exec(5)); a gateway does not hand it on. */
    private static final boolean IS_SERVICE = System.getenv("INVOCATION_ID") != null;
    /** Where JNA unpacks its own library; unset, it is a directory below ~/.cache of whatever umask it is made with, and what lies there is run. */
    private static final String JNA_DIRECTORY = "jna.tmpdir";
    /** The umask of what libraries make without a mode; our own files have one, and sessions one of theirs. */
    private static final int OWNER_ONLY = 0077;
    /** Between the end of a retired keeper's last session and its own: whoever was told may still ask. */
    private static final int LINGER_SECONDS = 5;

    private final Premises premises;
    private final Timer timer = new Timer("keeper-timer");
    private final Worker worker = new Worker();
    private final SessionTable sessions;
    private final Server server;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean closing;
    private boolean retired;
    private int doneSeconds;

    private Keeper(Premises premises, Spawner spawner, CheckpointFiles files, long checkpointMillis, ControlGroups groups) throws IOException {
        this.premises = premises;
        Reports reports = new Reports(timer);
        this.sessions = new SessionTable(timer, reports, spawner, files, checkpointMillis, groups);
        Greeting.Door door = new Greeting.Door(premises.owner(), premises.secret(), sessions, reports, worker, asked::countDown, this::retire);
        this.server = new Server(premises.socket(), timer, connection -> new Greeting(connection, door));
    }

    /**
     * Serves until SIGTERM or SHUTDOWN; then every process of every session has ended. It is in a session of its own from the first moment, so
     * that neither Ctrl-C at the terminal it was started from nor the end of that terminal reaches it.
     *
     * @param longshellHome absolute
     * @param user          the OS user whose sessions it keeps, each started as that user by whoever opens it; null for its own
     * @param serving       told once, when gateways are answered
     * @throws FaultException CONFLICT when a keeper runs there already, SETTING_REFUSED when the path is too long for a socket, STORAGE_FULL when nothing can be written
     */
    public static void run(Path longshellHome, String user, Runnable serving) throws InterruptedException {
        KeeperHome home = KeeperHome.of(longshellHome, user);
        Premises.prepare(home);
        System.setProperty(JNA_DIRECTORY, home.libraries().toString());
        Libc.umask(OWNER_ONLY);
        Libc.leaveTerminal();
        Libc.listenToHangup();
        Keeper keeper = start(home);
        KeeperLog.install(home.log());
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> LOG.log(Level.SEVERE, "Thread " + thread.getName() + " failed", e));
        Runtime.getRuntime().addShutdownHook(new Thread(keeper::close, "keeper-shutdown"));
        LOG.log(Level.INFO, "Keeper {0}, process {1}", new Object[] {Build.id(), Long.toString(ProcessHandle.current().pid())});
        serving.run();
        keeper.asked.await();
        keeper.close();
    }

    static Keeper start(KeeperHome home) {
        return start(home, Spawner.best(), Checkpoints.PERIOD_MILLIS, ControlGroups.ofThisProcess());
    }

    /**
     * Takes a prepared home and serves; returns at once.
     *
     * @param checkpointMillis between two checkpoints of a session
     * @param groups           of its sessions
     */
    static Keeper start(KeeperHome home, Spawner spawner, long checkpointMillis, ControlGroups groups) {
        Libc.load();
        Pty.load();
        Premises premises = Premises.take(home, IS_SERVICE);
        try {
            Keeper keeper = new Keeper(premises, spawner, new CheckpointFiles(home.checkpoints()), checkpointMillis, groups);
            keeper.server.start();
            return keeper;
        } catch (IOException e) {
            throw new FaultException(Fault.RESOURCES_EXHAUSTED, "The keeper's socket cannot be served: " + Reason.of(e) + ".", e);
        }
    }

    /** @throws FaultException CONFLICT for a service of its own: what a gateway starts in its place would not outlive the gateway */
    private synchronized void retire() {
        if (retired) {
            return;
        }
        if (IS_SERVICE) {
            throw new FaultException(Fault.CONFLICT, "This keeper is a service of its own; whoever wants another restarts that, and ends its sessions.");
        }
        try {
            premises.retire();
        } catch (IOException e) {
            throw new FaultException(Fault.STORAGE_FULL, "The keeper's place cannot be given up: " + Reason.of(e) + ".", e);
        }
        retired = true;
        sessions.retire();
        timer.scheduleWithFixedDelay(this::leaveWhenDone, 1, 1, TimeUnit.SECONDS);
        LOG.info("Retired: the sessions go on, the next ones are another keeper's");
    }

    private void leaveWhenDone() {
        doneSeconds = sessions.isDone() ? doneSeconds + 1 : 0;
        if (doneSeconds > LINGER_SECONDS) {
            LOG.info("The last session has ended");
            asked.countDown();
        }
    }

    /** Ends every session, then stops serving. Whoever comes second waits for the first. */
    @Override
    public void close() {
        if (begin()) {
            end();
            closed.countDown();
        }
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean begin() {
        boolean first = !closing;
        closing = true;
        return first;
    }

    private void end() {
        try {
            sessions.killAll();
            server.stop();
            timer.shutdownNow();
            worker.shutdownNow();
            premises.close();
            asked.countDown();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The keeper's files could not be given back", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
