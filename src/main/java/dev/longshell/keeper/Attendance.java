package dev.longshell.keeper;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.Attach;
import dev.longshell.wire.SessionReport;
import java.util.List;

/**
 * Who is at a session and who of them drives: lets viewers in, tells all of them of each other, and has the terminal follow its driver's size. Knows nothing of
 * output or input. Under its session's lock only.
 */
final class Attendance {
    private final Audience audience;
    private final Activity activity;
    private final TerminalSize size;
    private final Runnable passed;
    private final Seat seat;
    private final Guests guests;
    private final Typists typists = new Typists();
    private int viewersEver;
    private long typedTimes;

    /** @param passed told when another drives */
    Attendance(Audience audience, Activity activity, TerminalSize size, Later later, Runnable passed) {
        this.audience = audience;
        this.activity = activity;
        this.size = size;
        this.passed = passed;
        this.seat = new Seat(audience, later, this::passed);
        this.guests = new Guests(audience, later);
    }

    /**
     * Makes room for one that attaches: an older one of the same id is closed.
     *
     * @throws FaultException CONFLICT for a second lossless one, FORBIDDEN for one of a link that is dismissed, ATTACHED_ELSEWHERE for an attempt that was overtaken
     */
    void admit(Attach attach) {
        Viewer same = audience.find(attach.viewer());
        if (same != null && same.isNewerThan(attach)) {
            throw new FaultException(Fault.ATTACHED_ELSEWHERE, "A later attempt of the same viewer is attached.");
        }
        if (attach.mode() == Attach.Mode.LOSSLESS && audience.hasLossless() && (same == null || !same.isLossless())) {
            throw new FaultException(Fault.CONFLICT, "The session has a lossless viewer already.");
        }
        guests.requireWelcome(attach);
        if (same != null) {
            same.close(Fault.ATTACHED_ELSEWHERE.closeCode(), "The same viewer attached again.");
            audience.remove(same);
            seat.leaves(same);
        }
    }

    /** What is known of the typing of the viewer with that id. */
    Typist typist(String viewer) {
        return typists.of(viewer, audience.ids());
    }

    /** Counts the viewers that the session ever had, from 1. */
    int nextNumber() {
        return ++viewersEver;
    }

    /** One that was admitted looks at the terminal from now on; it is not told of anything yet. */
    void comes(Viewer viewer) {
        if (seat.looks(viewer)) {
            follow();
        }
    }

    /** It has its welcome, and hears what the others hear. @param guest of a link that may expire, else null */
    void joins(Viewer viewer, Attach.Guest guest) {
        audience.add(viewer);
        tellViewers();
        guests.limit(viewer, guest);
    }

    /** Does nothing for one that was replaced. */
    void leaves(Viewer viewer) {
        if (audience.remove(viewer)) {
            seat.leaves(viewer);
            tellViewers();
        }
    }

    /** {@link Guests#dismiss} */
    void dismiss(String share) {
        guests.dismiss(share);
    }

    /** It has the terminal before it, or has no more. */
    void shows(Viewer viewer, boolean visible) {
        viewer.show(visible);
        if (visible ? seat.looks(viewer) : seat.hides(viewer)) {
            follow();
        }
        tellViewers();
    }

    /** It typed, or wants to: it drives from now on, when it may type and somebody looks at it. */
    void takes(Viewer viewer) {
        viewer.typed(++typedTimes);
        if (seat.takes(viewer)) {
            passed();
        }
    }

    /** The size of its window, in cells; that of one who does not drive is kept until it does. */
    void wants(Viewer viewer, int columns, int rows) {
        viewer.wants(columns, rows);
        if (viewer == seat.driver()) {
            follow();
        }
    }

    List<SessionReport.Watcher> watchers() {
        return audience.all().stream().map(this::watcher).toList();
    }

    SessionReport.Watcher watcher(Viewer viewer) {
        return viewer.watcher(viewer == seat.driver());
    }

    private void passed() {
        follow();
        tellViewers();
        passed.run();
    }

    /** The terminal has its driver's size. */
    private void follow() {
        Viewer driver = seat.driver();
        if (driver != null && driver.wanted() != null) {
            size.want(driver.wanted().columns(), driver.wanted().rows());
        }
    }

    private void tellViewers() {
        activity.watchers(audience.size());
        audience.note(Events.VIEWERS, Events.viewers(watchers()));
        audience.pump();
    }
}
