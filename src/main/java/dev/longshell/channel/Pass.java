package dev.longshell.channel;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * With what a socket was let in, and how long that is good; knows nothing of sockets. It counts in monotonic time, so that a wall clock that is set ends nobody's
 * login early or late. Not for more than one thread but where it says so.
 */
final class Pass {
    private final Admission admission;
    private final LongSupplier nanoTime;
    private final InstantSource wallClock;
    private volatile Bearer bearer;
    private volatile long endNanos;
    private Long noticedNanos;

    Pass(Admission admission, LongSupplier nanoTime, InstantSource wallClock) {
        this.admission = admission;
        this.nanoTime = nanoTime;
        this.wallClock = wallClock;
        stands(admission.bearer());
    }

    Admission admission() {
        return admission;
    }

    /** Who stands behind the socket, as they were when somebody last looked; for any thread. */
    Bearer bearer() {
        return bearer;
    }

    /** Time until the login, token or link ends, negative when it has ended; for any thread. */
    Duration remaining() {
        return Duration.ofNanos(endNanos - nanoTime.getAsLong());
    }

    /** True at first, and then once in that time; for the thread that looks at the clock. */
    boolean noticeIsDue(Duration again) {
        long now = nanoTime.getAsLong();
        boolean due = noticedNanos == null || now - noticedNanos >= again.toNanos();
        if (due) {
            noticedNanos = now;
        }
        return due;
    }

    /** It was looked at again, and is good until what its bearer came with ends. */
    void stands(Bearer now) {
        endNanos = nanoTime.getAsLong() + Duration.between(wallClock.instant(), now.expiresAt()).toNanos();
        bearer = now;
    }
}
