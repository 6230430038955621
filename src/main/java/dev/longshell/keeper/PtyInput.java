package dev.longshell.keeper;

import dev.longshell.wire.Protocol;
import java.nio.ByteBuffer;

/**
 * What was typed and the PTY has not taken yet, at most {@link Protocol#INPUT_LIMIT_BYTES}; knows nothing of who typed it. Not thread-safe.
 *
 * <p>Positions count the bytes of all typists together since the session began.
 */
final class PtyInput {
    private static final int FIRST_CAPACITY_BYTES = 4 << 10;
    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private final Pty pty;
    /** Between position and limit; idle sessions have none. */
    private ByteBuffer pending = NONE;
    private long accepted;

    PtyInput(Pty pty) {
        this.pty = pty;
    }

    /** Takes as much as the PTY and the bound allow; what is left remains in the buffer. @return bytes taken */
    int accept(ByteBuffer typed) {
        int before = typed.remaining();
        if (!pending.hasRemaining()) {
            pty.write(typed);
        }
        int kept = Math.min(typed.remaining(), room());
        if (kept > 0) {
            keep(typed, kept);
        }
        accepted += before - typed.remaining();
        return before - typed.remaining();
    }

    private void keep(ByteBuffer typed, int bytes) {
        int needed = pending.remaining() + bytes;
        int capacity = Math.max(pending.capacity(), FIRST_CAPACITY_BYTES);
        while (capacity < needed) {
            capacity *= 2;
        }
        ByteBuffer larger = capacity == pending.capacity() ? pending.compact() : ByteBuffer.allocate(capacity).put(pending);
        larger.put(larger.position(), typed, typed.position(), bytes);
        typed.position(typed.position() + bytes);
        pending = larger.position(larger.position() + bytes).flip();
    }

    /** Tries again to hand over what is pending. @return true when the PTY took something */
    boolean flush() {
        int before = pending.remaining();
        pty.write(pending);
        boolean progress = pending.remaining() < before;
        if (!pending.hasRemaining()) {
            pending = NONE;
        }
        return progress;
    }

    /** Bytes that wait. */
    int pending() {
        return pending.remaining();
    }

    /** Bytes that may still be kept. */
    int room() {
        return Protocol.INPUT_LIMIT_BYTES - pending.remaining();
    }

    /** Position behind the last byte taken. */
    long accepted() {
        return accepted;
    }

    /** Position behind the last byte that the PTY has. */
    long written() {
        return accepted - pending.remaining();
    }
}
