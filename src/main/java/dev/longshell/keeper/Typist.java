package dev.longshell.keeper;

/**
 * How much of one viewer's typing has come and how much of it the PTY has; outlives the viewer's connections. Not thread-safe.
 *
 * <p>Offsets count this viewer's own bytes; positions those of {@link PtyInput}. Two marks are enough to know how far the PTY has come: when it passes the
 * nearer one, that is acknowledged and the farther takes its place.
 */
final class Typist {
    private long received;
    private long written;
    private boolean waiting;
    private long nearPosition;
    private long nearOffset;
    private long farPosition;

    /** Bytes of this viewer that have come: it resends from here. */
    long received() {
        return received;
    }

    /** Notes bytes taken. @param position of the PTY's input behind the last of them */
    void took(int bytes, long position) {
        received += bytes;
        farPosition = position;
        if (!waiting) {
            mark();
        }
    }

    private void mark() {
        waiting = true;
        nearPosition = farPosition;
        nearOffset = received;
    }

    /** Bytes of this viewer that the PTY has, as far as known. @param position up to which the PTY has its input */
    long written(long position) {
        if (position >= farPosition) {
            written = received;
            waiting = false;
        } else if (waiting && position >= nearPosition) {
            written = nearOffset;
            mark();
        }
        return written;
    }
}
