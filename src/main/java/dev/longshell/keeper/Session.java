package dev.longshell.keeper;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.Attach;
import dev.longshell.wire.OpenSession;
import dev.longshell.wire.SessionReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * One PTY, its log and its viewers; knows nothing of sockets, gateways or other sessions.
 *
 * <p>Everything here is under the session's own lock. It is fair, so that a flood of output does not keep the selector thread from the viewers' keys.
 */
final class Session {
    private static final Logger LOG = Logger.getLogger(Session.class.getName());
    /** INPUT_ACK travels behind the echo when one comes within this time: one frame fewer to wake the gateway for, before the one that is waited for. */
    private static final long INPUT_ACK_DELAY_MILLIS = 10;
    /** Pauses between two tries to hand over input that a program does not read. */
    private static final long FIRST_RETRY_MILLIS = 1;
    private static final long LAST_RETRY_MILLIS = 50;

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition room = lock.newCondition();
    private final String id;
    private final String kind;
    private final Pty pty;
    private final ScheduledExecutorService timer;
    private final Consumer<Session> changed;
    private final OutputLog log = new OutputLog();
    private final PtyInput input;
    private final Typists typists = new Typists();
    private final List<Viewer> viewers = new ArrayList<>();
    private final Activity activity = new Activity();
    private final TerminalSize size;
    private boolean inputAckScheduled;
    private boolean retryScheduled;
    private long releasedEnd;
    private boolean unheld;
    private ExitStatus status;
    private long inputs;

    /** @param changed told when a report of this session would read differently */
    Session(OpenSession open, Launch launch, Pty pty, ScheduledExecutorService timer, Consumer<Session> changed) {
        this.id = open.id();
        this.kind = open.kind();
        this.pty = pty;
        this.input = new PtyInput(pty);
        this.timer = timer;
        this.changed = changed;
        this.size = new TerminalSize(launch.columns(), launch.rows(), timer, () -> locked(this::applySize));
    }

    String id() {
        return id;
    }

    String kind() {
        return kind;
    }

    Pty pty() {
        return pty;
    }

    int columns() {
        return size.columns();
    }

    int rows() {
        return size.rows();
    }

    OutputLog log() {
        return log;
    }

    boolean hasEnded() {
        return status != null;
    }

    ExitStatus status() {
        return status;
    }

    String state() {
        return hasEnded() ? SessionReport.ENDED : SessionReport.RUNNING;
    }

    /** {@link PtyInput#written} */
    long inputWritten() {
        return input.written();
    }

    /** Output up to here may be sent: the beginning of a character waits for its end. */
    long deliverableEnd() {
        return releasedEnd == log.end() ? releasedEnd : log.end() - Cut.incompleteBytes(log, log.end());
    }

    // ---- the reader thread ----

    /** One chunk of output: into the log and out to the viewers. The screen model is fed here, and nowhere else. */
    void absorb(ByteBuffer chunk) {
        locked(() -> {
            log.append(chunk);
            activity.touch();
            flushInput();
            viewers.forEach(Viewer::pump);
        });
    }

    /** Waits until no lossless viewer holds the PTY back. */
    void awaitRoom() {
        locked(() -> {
            while (!unheld && viewers.stream().anyMatch(Viewer::holdsBack)) {
                room.awaitUninterruptibly();
            }
        });
    }

    /** True while the beginning of a character waits for its end. */
    boolean withholds() {
        return withLock(() -> deliverableEnd() < log.end());
    }

    /** What was withheld leaves as it is: no more is coming soon. */
    void release() {
        locked(() -> {
            releasedEnd = log.end();
            viewers.forEach(Viewer::pump);
        });
    }

    /** Times that something was typed; tells an echo from a flood. */
    long inputs() {
        return withLock(() -> inputs);
    }

    /** The child is reaped and all output is in the log. */
    void end(ExitStatus reaped) {
        locked(() -> {
            pty.close();
            input.flush();
            status = reaped;
            releasedEnd = log.end();
            activity.touch();
            viewers.forEach(Viewer::unblock);
            viewers.forEach(Viewer::owesInputAck);
            List.copyOf(viewers).forEach(Viewer::pump);
        });
    }

    // ---- viewers ----

    /** Adds a viewer and sends what it lacks; an older one of the same id is closed. @throws FaultException CONFLICT for a second lossless one */
    Viewer attach(Connection connection, Attach attach) {
        Viewer viewer = withLock(() -> {
            viewers.stream().filter(older -> older.id().equals(attach.viewer())).toList().forEach(this::replace);
            if (attach.mode() == Attach.Mode.LOSSLESS && viewers.stream().anyMatch(Viewer::isLossless)) {
                throw new FaultException(Fault.CONFLICT, "The session " + id + " has a lossless viewer already.");
            }
            Viewer added = new Viewer(this, connection, attach, typists.of(attach.viewer(), viewers.stream().map(Viewer::id).collect(Collectors.toSet())));
            if (attach.role() == Attach.Role.DRIVER && attach.columns() != null && attach.rows() != null) {
                size.want(attach.columns(), attach.rows());
            }
            added.welcome();
            viewers.add(added);
            countViewers();
            return added;
        });
        changed.accept(this);
        return viewer;
    }

    private void replace(Viewer older) {
        older.close(Fault.ATTACHED_ELSEWHERE.closeCode(), "The same viewer attached again.");
        viewers.remove(older);
        room.signalAll();
    }

    /** The viewer left; does nothing for one that was replaced. */
    void detach(Viewer viewer) {
        locked(() -> {
            if (viewers.remove(viewer)) {
                countViewers();
            }
            room.signalAll();
        });
        changed.accept(this);
    }

    private void countViewers() {
        viewers.forEach(each -> each.note(Events.VIEWERS, Events.viewers(viewers.size())));
        viewers.forEach(Viewer::pump);
    }

    void acknowledged(Viewer viewer, long offset) {
        locked(() -> {
            viewer.acknowledge(offset);
            viewer.pump();
            room.signalAll();
        });
    }

    void view(Viewer viewer, boolean visible) {
        locked(() -> {
            viewer.show(visible);
            viewer.pump();
        });
    }

    void drained(Viewer viewer) {
        locked(viewer::pump);
    }

    // ---- input ----

    /**
     * What a viewer typed: a duplicate is dropped, an overlap trimmed.
     *
     * @param offset bytes that this viewer typed before
     * @return false when not all of it has room; the same call is to come again
     * @throws FaultException INVALID_PARAMETER at a gap
     */
    boolean input(Viewer viewer, long offset, ByteBuffer typed) {
        return viewer.role() == Attach.Role.READER || withLock(() -> {
            long known = viewer.typist().received() - offset;
            if (known < 0 || offset < 0) {
                throw new FaultException(Fault.INVALID_PARAMETER,
                        "Input at offset " + offset + " where " + viewer.typist().received() + " is the next: something is missing.");
            }
            if (known > 0) {
                viewer.repeatInputAck();
            }
            typed.position(typed.position() + (int) Math.min(known, typed.remaining()));
            viewer.typist().took(accept(typed), input.accepted());
            acknowledgeInputSoon();
            if (typed.hasRemaining()) {
                viewer.block();
            }
            return !typed.hasRemaining();
        });
    }

    /** Input beside the viewers'. @throws FaultException RATE_LIMIT when the program reads nothing and there is no room */
    void type(byte[] bytes) {
        locked(() -> {
            if (bytes.length > input.room()) {
                throw FaultException.retryable(Fault.RATE_LIMIT, "The program in session " + id + " does not read its input: " + input.room() + " bytes have room.",
                        LAST_RETRY_MILLIS, null);
            }
            accept(ByteBuffer.wrap(bytes));
        });
    }

    private int accept(ByteBuffer typed) {
        inputs++;
        activity.touch();
        int taken = input.accept(typed);
        retryLater(FIRST_RETRY_MILLIS);
        return taken;
    }

    private void retryLater(long delayMillis) {
        if (input.isPending() && !retryScheduled) {
            retryScheduled = true;
            timer.schedule(() -> retry(delayMillis), delayMillis, TimeUnit.MILLISECONDS);
        }
    }

    private void retry(long delayMillis) {
        locked(() -> {
            retryScheduled = false;
            retryLater(flushInput() ? FIRST_RETRY_MILLIS : Math.min(LAST_RETRY_MILLIS, 2 * delayMillis));
        });
    }

    private boolean flushInput() {
        if (!input.isPending() || !input.flush()) {
            return false;
        }
        viewers.forEach(Viewer::unblock);
        acknowledgeInputSoon();
        return true;
    }

    private void acknowledgeInputSoon() {
        if (!inputAckScheduled) {
            inputAckScheduled = true;
            timer.schedule(this::acknowledgeInput, INPUT_ACK_DELAY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void acknowledgeInput() {
        locked(() -> {
            inputAckScheduled = false;
            viewers.forEach(Viewer::owesInputAck);
            viewers.forEach(Viewer::pump);
        });
    }

    // ---- size and signals ----

    /** A viewer's RESIZE, in cells; a reader's is dropped. */
    void resize(Viewer viewer, int newColumns, int newRows) {
        if (viewer.role() == Attach.Role.DRIVER) {
            resize(newColumns, newRows);
        }
    }

    /** Sets the size, in cells: clamped, and at most 25 times a second, of which the last counts. */
    void resize(int newColumns, int newRows) {
        locked(() -> size.want(newColumns, newRows));
    }

    private void applySize() {
        if (!size.due()) {
            return;
        }
        try {
            pty.resize(size.wantedColumns(), size.wantedRows());
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Session " + id + " keeps its size", e);
            return;
        }
        size.applied();
        viewers.forEach(each -> each.note(Events.SIZE, Events.size(columns(), rows())));
        viewers.forEach(Viewer::pump);
        changed.accept(this);
    }

    /** Sends a signal to the foreground process group. */
    void signal(int number) {
        locked(() -> {
            int group = pty.foregroundGroup();
            if (group > 0) {
                Libc.kill(-group, number);
            }
        });
    }

    /** True from the moment that the child's pid may be somebody else's. For any thread. */
    boolean isReaped() {
        return withLock(this::hasEnded);
    }

    /** It is to end: nobody may hold the PTY back any more. */
    void stopHolding() {
        locked(() -> {
            unheld = true;
            room.signalAll();
        });
    }

    SessionReport report() {
        return withLock(() -> new SessionReport(id, kind, state(), pty.pid(), columns(), rows(), null, null, foregroundCommand(), viewers.size(),
                activity.createdAtMillis(), activity.lastAtMillis(), activity.idleMillis(), log.end(), log.end() - log.start(),
                hasEnded() ? status.exitCode() : null, hasEnded() ? status.signal() : null));
    }

    private String foregroundCommand() {
        int group = pty.foregroundGroup();
        return group > 0 ? ProcessTable.command(group) : null;
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    private <T> T withLock(java.util.function.Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
