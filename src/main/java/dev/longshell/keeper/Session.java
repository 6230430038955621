package dev.longshell.keeper;

import dev.longshell.fault.FaultException;
import dev.longshell.wire.Attach;
import dev.longshell.wire.HistoryWish;
import dev.longshell.wire.OpenSession;
import dev.longshell.wire.ProcessIdentity;
import dev.longshell.wire.ScreenReport;
import dev.longshell.wire.SessionReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One PTY, its log, its screen and its viewers; knows nothing of sockets, gateways or other sessions.
 *
 * <pre>
 *   echo   --> log --> viewers, at once --> screen --> answers into the PTY, events to the viewers
 *   flood  --> log --> screen, piece by piece --> viewers
 * </pre>
 *
 * Everything here is under the session's own lock. An echo must not wait for the model, a flood must not wait for the viewers; whoever needs the screen first lets
 * it catch up with the log, so that nobody sees it behind.
 */
final class Session {
    private static final Logger LOG = Logger.getLogger(Session.class.getName());

    /** How long a viewer that has come may take to tell whether it has the focus (VIEW): nobody is told of one that comes hidden. */
    private static final long FOCUS_KNOWN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Guard guard = new Guard();
    private final Condition room = guard.newCondition();
    private final String id;
    private final String kind;
    private final Pty pty;
    private final Foreground foreground;
    private final ProcessIdentity process;
    private final ScheduledExecutorService timer;
    private final Consumer<Session> changed;
    private final OutputLog log = new OutputLog();
    private final Audience audience = new Audience();
    private final Activity activity = new Activity(System::nanoTime, InstantSource.system());
    private final Intake intake;
    private final Bulletin bulletin = new Bulletin(this::later, this::tell);
    private final Pulse pulse = new Pulse(this::later, this::activityChanged);
    private final WholeScreens wholeScreens = new WholeScreens(this::later, System::nanoTime);
    private final FocusReports focusReports;
    private final ScreenEvents screenEvents;
    private final Display display;
    private final TerminalSize size;
    private final SizeChanges sizeChanges;
    private final Attendance attendance;
    private final LastScreen lastScreen;
    private boolean unheld;
    private String endsBecause;
    private ExitStatus status;

    /** @param preface output before the child's own @param changed told when a report of this session would read differently */
    Session(OpenSession open, Launch launch, Pty pty, byte[] preface, ScheduledExecutorService timer, Consumer<Session> changed) {
        this.id = open.id();
        this.kind = open.kind();
        this.pty = pty;
        this.foreground = new Foreground(pty, id);
        this.process = ProcessTable.identity(pty.pid());
        this.timer = timer;
        this.changed = changed;
        this.intake = new Intake(new PtyInput(pty), audience, this::later);
        this.focusReports = new FocusReports(audience, intake);
        this.screenEvents = new ScreenEvents(intake, bulletin, wholeScreens, focusReports, open.clipboard());
        this.display = new Display(log, launch.columns(), launch.rows(), Math.max(0, open.historyLines()), screenEvents);
        this.lastScreen = new LastScreen(open, launch.directory());
        this.size = new TerminalSize(launch.columns(), launch.rows(), timer, () -> guard.run(this::applySize));
        this.sizeChanges = new SizeChanges(launch.columns(), launch.rows());
        this.attendance = new Attendance(audience, activity, size, this::later, () -> changed.accept(this));
        log.append(ByteBuffer.wrap(preface));
        display.catchUp();
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

    Display display() {
        return display;
    }

    SizeChanges sizeChanges() {
        return sizeChanges;
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

    /** Of the machine that it runs on. */
    String bootId() {
        return process.bootId();
    }

    /** {@link PtyInput#written} */
    long inputWritten() {
        return intake.written();
    }

    /** Output up to here may be sent: the beginning of a character waits for its next byte or for the end of the session, however long that takes. */
    long deliverableEnd() {
        return hasEnded() ? log.end() : log.end() - Cut.incompleteBytes(log, log.end());
    }

    void later(Runnable action, long nanos) {
        timer.schedule(() -> guard.run(() -> {
            action.run();
            audience.pumpWhenNoted();
        }), nanos, TimeUnit.NANOSECONDS);
    }

    private void tell(String type, String json) {
        audience.note(type, json);
        if (type.equals(Events.TITLE) || type.equals(Events.DIRECTORY)) {
            changed.accept(this);
        }
    }

    private void activityChanged(boolean active) {
        audience.note(Events.ACTIVITY, Events.activity(active));
        if (!active) {
            display.rest();
        }
    }

    // ---- the reader thread ----

    /** One piece of a flood: more is there, and {@link #absorb} comes before the reader rests. */
    void show(ByteBuffer piece) {
        guard.run(() -> {
            log.append(piece);
            display.catchUp();
        });
    }

    /** Output after which there is no more for now, or enough. */
    void absorb(ByteBuffer chunk) {
        guard.run(() -> {
            log.append(chunk);
            activity.touch();
            intake.flush();
            audience.pump();
            display.catchUp();
            pulse.beat();
            audience.pumpWhenNoted();
        });
    }

    /** Waits until no lossless viewer holds the PTY back. */
    void awaitRoom() {
        guard.run(() -> {
            while (!unheld && audience.holdsBack()) {
                room.awaitUninterruptibly();
            }
        });
    }

    /** Nobody is attached. */
    boolean isUnwatched() {
        return guard.get(() -> audience.size() == 0);
    }

    /** Times that something was typed; tells an echo from a flood. */
    long inputs() {
        return guard.get(intake::inputs);
    }

    /** The child is reaped and all output is in the log. */
    void end(ExitStatus reaped) {
        guard.run(() -> {
            pty.close();
            status = reaped.because(endsBecause);
            activity.touch();
            display.rest();
            intake.end();
            bulletin.tellWaiting();
            audience.pump();
        });
    }

    // ---- viewers ----

    /** Adds a viewer and sends what it lacks. @throws FaultException as {@link Attendance#admit} */
    Viewer attach(Connection connection, Attach attach) {
        Viewer viewer = guard.get(() -> {
            attendance.admit(attach);
            room.signalAll();
            Viewer added = new Viewer(this, connection, attach, attendance.typist(attach.viewer()), attendance.nextNumber());
            attendance.comes(added);
            welcome(added);
            attendance.joins(added, attach.guest());
            later(() -> focus(added), FOCUS_KNOWN_NANOS);
            return added;
        });
        changed.accept(this);
        return viewer;
    }

    /** {@link Guests#dismiss} */
    void dismiss(String share) {
        guard.run(() -> attendance.dismiss(share));
    }

    private void welcome(Viewer added) {
        added.welcome();
        if (lastScreen.isNotSaved()) {
            added.note(Events.NOTICE, LastScreen.NOT_SAVED);
        }
        if (display.title() != null) {
            added.note(Events.TITLE, Events.title(display.title()));
        }
        if (display.workingDirectory() != null) {
            added.note(Events.DIRECTORY, Events.directory(display.workingDirectory()));
        }
        if (screenEvents.progressInForce() != null) {
            added.note(Events.PROGRESS, screenEvents.progressInForce());
        }
        if (pulse.isActive()) {
            added.note(Events.ACTIVITY, Events.activity(true));
        }
    }

    /** The viewer left; does nothing for one that was replaced. */
    void detach(Viewer viewer) {
        guard.run(() -> {
            attendance.leaves(viewer);
            focusReports.update();
            room.signalAll();
        });
        changed.accept(this);
    }

    SessionReport.Watcher watcher(Viewer viewer) {
        return attendance.watcher(viewer);
    }

    /** {@link Attendance#takes} */
    void take(Viewer viewer) {
        guard.run(() -> attendance.takes(viewer));
    }

    void acknowledged(Viewer viewer, long offset) {
        guard.run(() -> {
            viewer.acknowledge(offset);
            viewer.pump();
            room.signalAll();
        });
    }

    /** @param focused keys go there; for a visible one only */
    void view(Viewer viewer, boolean visible, boolean focused) {
        guard.run(() -> {
            viewer.toldFocus();
            viewer.focus(focused);
            if (viewer.isVisible() != visible) {
                attendance.shows(viewer, visible);
            }
            focusReports.update();
            viewer.pump();
        });
    }

    /** A viewer that has not told whether it has the focus is taken to have it: it knows nothing of that. */
    private void focus(Viewer viewer) {
        if (!viewer.hasToldFocus()) {
            viewer.focus(true);
            focusReports.update();
        }
    }

    void drained(Viewer viewer) {
        guard.run(() -> {
            viewer.pump();
            room.signalAll();
        });
    }

    // ---- input ----

    /** {@link Intake#typed}; what an observer types is dropped. */
    boolean input(Viewer viewer, long offset, ByteBuffer typed) {
        return !viewer.mayType() || guard.get(() -> {
            activity.touch();
            if (isFocusReport(typed)) {
                return focusReported(viewer, offset, typed);
            }
            attendance.takes(viewer);
            focus(viewer);
            return intake.typed(viewer, offset, typed);
        });
    }

    /** By a terminal that makes its own reports: how it is with this viewer, where the program asked; else bytes as any. */
    private boolean focusReported(Viewer viewer, long offset, ByteBuffer report) {
        if (!focusReports.isWanted()) {
            return intake.typed(viewer, offset, report);
        }
        viewer.toldFocus();
        viewer.focus(report.get(report.position() + 2) == 'I');
        intake.dropped(viewer, offset, report);
        focusReports.update();
        return true;
    }

    /** CSI I and CSI O (xterm's private mode 1004): a window came to the front, and nobody typed. */
    private static boolean isFocusReport(ByteBuffer typed) {
        int at = typed.position();
        return typed.remaining() == 3 && typed.get(at) == 0x1b && typed.get(at + 1) == '[' && (typed.get(at + 2) == 'I' || typed.get(at + 2) == 'O');
    }

    /**
     * Input beside the viewers': a text pasted, then keys pressed.
     *
     * @param pasted UTF-8, or null
     * @throws FaultException RATE_LIMIT when the program reads nothing and there is no room
     */
    void type(byte[] pasted, byte[] keys) {
        guard.run(() -> {
            activity.touch();
            display.catchUp();
            intake.type(Paste.before(keys, pasted, display.isBracketedPaste()));
        });
    }

    // ---- size and signals ----

    /** {@link Attendance#wants} */
    void resize(Viewer viewer, int newColumns, int newRows) {
        guard.run(() -> attendance.wants(viewer, newColumns, newRows));
    }

    /** Sets the size, in cells: clamped, and at most 25 times a second, of which the last counts. */
    void resize(int newColumns, int newRows) {
        guard.run(() -> size.want(newColumns, newRows));
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
        display.resize(columns(), rows());
        later(display::rest, Pulse.SILENCE_NANOS);
        sizeChanges.add(deliverableEnd(), columns(), rows());
        audience.pump();
        changed.accept(this);
    }

    /** Sends a signal to the foreground process group. */
    void signal(int number) {
        guard.run(() -> foreground.signal(number));
    }

    /** True from the moment that the child's pid may be somebody else's. For any thread. */
    boolean isReaped() {
        return guard.get(this::hasEnded);
    }

    /** It is to end: nobody may hold the PTY back any more. @param because {@link SessionReport#endedBecause()}; the first counts */
    void letEnd(String because) {
        guard.run(() -> {
            unheld = true;
            endsBecause = endsBecause == null ? because : endsBecause;
            room.signalAll();
        });
    }

    // ---- reports ----

    SessionReport report() {
        return guard.get(() -> new SessionReport(id, kind, state(), pty.pid(), columns(), rows(), display.title(), display.workingDirectory(), foreground.command(),
                audience.size(), activity.createdAtMillis(), activity.lastAtMillis(), activity.idleMillis(), log.end(), log.end() - log.start(),
                hasEnded() ? status.exitCode() : null, hasEnded() ? status.signal() : null, process.startTicks(), process.bootId(), foreground.isCommand(),
                activity.unwatchedMillis(), attendance.watchers(), hasEnded() ? status.because() : null));
    }

    /** Nobody is attached, no command of a shell runs, and all of that for so long. */
    boolean isForsaken(long idleMillis) {
        return guard.get(() -> audience.size() == 0 && !foreground.isCommand() && Math.min(activity.idleMillis(), activity.unwatchedMillis()) >= idleMillis);
    }

    /** Somebody wants it to stay although nobody is attached. */
    void extend() {
        guard.run(activity::extend);
        changed.accept(this);
    }

    // ---- checkpoints ----

    /** Whether it shows something else than at the last {@link #checkpoint}. */
    boolean changedSinceCheckpoint() {
        return guard.get(() -> lastScreen.differs(this));
    }

    /** {@link LastScreen#take} */
    Checkpoint checkpoint() {
        String directory = ProcessTable.directory(pty.pid());
        return guard.get(() -> lastScreen.take(this, directory));
    }

    /** The disk refused; each viewer hears it once. */
    void checkpointFailed() {
        guard.run(() -> {
            if (lastScreen.failed()) {
                audience.note(Events.NOTICE, LastScreen.NOT_SAVED);
                audience.pump();
            }
        });
    }

    /** What the terminal shows, with so many lines above it, once it is whole ({@link WholeScreens}). @param taker called under the session's lock; throws nothing */
    void screen(HistoryWish history, Consumer<ScreenReport> taker) {
        guard.run(() -> {
            display.catchUp();
            wholeScreens.whenWhole(() -> taker.accept(display.report(history)));
        });
    }
}
