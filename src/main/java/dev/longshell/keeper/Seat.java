package dev.longshell.keeper;

import java.util.concurrent.TimeUnit;

/**
 * Who drives a session: the last visible operator who typed or took it. Knows nothing of sizes or sockets. Under its session's lock only.
 *
 * <pre>
 *   vacant --a visible operator comes--> driven --another types or takes--> driven
 *     ^                                   |   \--driver hides, others look--> driven by the next
 *     |                                   \--driver's line ends--> awaited --comes back--> driven by it
 *     \----------- nobody looks -----------------------------------/     \--3 s--> driven by the next
 * </pre>
 *
 * Whoever is there already stays: one that comes only to look takes nothing. A driver whose line ended comes back to its place as long as nobody else has
 * typed, so that a gateway's restart, after which all come back in any order, resizes nothing for good.
 */
final class Seat {
    /** How long the others wait for a driver whose line ended: a page is back after a second or two, and a terminal that changes its size twice for that is not calm. */
    static final long AWAITED_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Audience audience;
    private final Later later;
    private final Runnable passed;
    private Viewer driver;
    private String absent;
    private boolean awaited;
    private int waits;

    /** @param passed told when another drives because time went by */
    Seat(Audience audience, Later later, Runnable passed) {
        this.audience = audience;
        this.later = later;
        this.passed = passed;
    }

    /** Null for nobody. */
    Viewer driver() {
        return driver;
    }

    /** It came, or is visible again. @return true when another drives now */
    boolean looks(Viewer viewer) {
        if (!mayDrive(viewer)) {
            return false;
        }
        if (viewer.id().equals(absent)) {
            return give(viewer);
        }
        if (driver != null || awaited) {
            return false;
        }
        driver = viewer; // for as long as the one that is away stays away
        return true;
    }

    /** It typed or wants to. @return true when another drives now */
    boolean takes(Viewer viewer) {
        return viewer != driver && mayDrive(viewer) && give(viewer);
    }

    /** Nobody has it before them any more. @return true when another drives now */
    boolean hides(Viewer viewer) {
        return viewer == driver && give(next());
    }

    /** Its line ended, and it is no longer in the audience. @return true when nobody drives now who did */
    boolean leaves(Viewer viewer) {
        if (viewer != driver) {
            return false;
        }
        driver = null;
        absent = viewer.id();
        if (next() != null) {
            awaited = true;
            int wait = ++waits;
            later.run(() -> pass(wait), AWAITED_NANOS);
        }
        return true;
    }

    private void pass(int wait) {
        if (!awaited || wait != waits) {
            return; // it came back, or somebody took it
        }
        awaited = false;
        driver = next();
        passed.run();
    }

    private boolean give(Viewer viewer) {
        driver = viewer;
        absent = null;
        awaited = false;
        return true;
    }

    /** The visible operator that typed last, or came first. */
    private Viewer next() {
        Viewer next = null;
        for (Viewer viewer : audience.all()) {
            if (mayDrive(viewer) && (next == null || viewer.typedAt() > next.typedAt())) {
                next = viewer;
            }
        }
        return next;
    }

    private static boolean mayDrive(Viewer viewer) {
        return viewer.mayType() && viewer.isVisible();
    }
}
