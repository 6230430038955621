package dev.longshell.link;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.FrameSplitter;
import dev.longshell.wire.Protocol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Frames over one Unix socket, both ways, without a thread of its own; knows nothing of what they say.
 *
 * <pre>
 *  reading (selector thread)      readable -> frame to the receiver -> ready() ? next frame : parked until ready()
 *  writing (any thread, one lock) nothing pending ? straight to the socket : pending, at most PENDING_BYTES, until writable
 * </pre>
 */
final class Line {
    /** Bytes that may wait for the keeper: twice what it takes for a program that does not read, so that one large paste fits. */
    static final int PENDING_BYTES = 2 * Protocol.INPUT_LIMIT_BYTES;
    /** How long a sender waits for room: a keeper that reads at all does so within it. */
    private static final long ROOM_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final LinkSelector selector;
    private final SocketChannel channel;
    private final Receiver receiver;

    // selector thread only
    private SelectionKey key;
    private ByteBuffer held;
    private boolean reading;
    private boolean failed;
    private volatile boolean ready = true;

    // under the lock of pending
    private final Deque<ByteBuffer> pending = new ArrayDeque<>();
    private int pendingBytes;
    private volatile boolean open = true;

    Line(LinkSelector selector, SocketChannel channel, Receiver receiver) {
        this.selector = selector;
        this.channel = channel;
        this.receiver = receiver;
    }

    void registered(SelectionKey registered) {
        key = registered;
        synchronized (pending) {
            if (!pending.isEmpty()) {
                key.interestOpsOr(SelectionKey.OP_WRITE);
            }
        }
    }

    // --- keeper to viewer

    /** The receiver takes the next frame; from any thread, also from within {@link Receiver#frame}. */
    void ready() {
        ready = true;
        if (!selector.onThread()) {
            selector.execute(this::resume);
            return;
        }
        if (!reading) {
            selector.execute(this::resume);
        }
    }

    private void resume() {
        if (failed || key == null || !ready) {
            return;
        }
        try {
            key.interestOpsOr(SelectionKey.OP_READ);
            read();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    void readable() {
        if (!ready) {
            key.interestOpsAnd(~SelectionKey.OP_READ); // only now: mostly the receiver is ready again long before
            return;
        }
        read();
    }

    private void read() {
        ByteBuffer buffer = selector.buffer(held == null ? 0 : held.remaining());
        if (held != null) {
            buffer.put(held);
            held = null;
        }
        boolean ended;
        IOException cause = null;
        try {
            ended = channel.read(buffer) < 0;
        } catch (IOException e) {
            ended = true; // what was held is whole frames all the same, and may be the keeper's last word
            cause = e;
        }
        hand(buffer.flip());
        if (buffer.hasRemaining() && !failed) {
            held = ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
        }
        if (ended && (ready || held == null)) {
            fail(cause);
        }
    }

    /** Frames to the receiver as long as it takes them. */
    private void hand(ByteBuffer buffer) {
        reading = true;
        try {
            while (ready && open) {
                ByteBuffer frame = FrameCutter.next(buffer);
                if (frame == null) {
                    return;
                }
                ready = false;
                receiver.frame(frame);
            }
        } finally {
            reading = false;
        }
    }

    // --- viewer to keeper

    /**
     * Sends a frame, its length in front: at once where the socket takes it, else as soon as it does.
     *
     * @return false when some of it waits
     * @throws FaultException RATE_LIMIT when there was no room for it within five seconds, KEEPER_UNAVAILABLE when the line is broken
     */
    boolean send(ByteBuffer frame) {
        ByteBuffer bytes = FrameSplitter.withLength(frame);
        synchronized (pending) {
            awaitRoom(bytes.remaining());
            if (pending.isEmpty()) {
                write(bytes);
            }
            if (bytes.hasRemaining()) {
                pending.add(bytes);
                pendingBytes += bytes.remaining();
                selector.execute(this::wantWritable);
            }
            return pending.isEmpty();
        }
    }

    private void awaitRoom(int bytes) {
        long deadline = System.nanoTime() + ROOM_WITHIN_NANOS;
        while (open && pendingBytes > 0 && pendingBytes + bytes > PENDING_BYTES) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0 || selector.onThread()) {
                throw FaultException.retryable(Fault.RATE_LIMIT, "The session does not take its input: " + pendingBytes + " bytes wait already.", 1_000, null);
            }
            try {
                pending.wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw broken(e);
            }
        }
        if (!open) {
            throw broken(null);
        }
    }

    private void write(ByteBuffer bytes) {
        try {
            channel.write(bytes);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private static FaultException broken(Exception cause) {
        return FaultException.retryable(Fault.KEEPER_UNAVAILABLE, "The line to the keeper is broken.", 1_000, cause);
    }

    private void wantWritable() {
        if (key != null && key.isValid()) {
            key.interestOpsOr(SelectionKey.OP_WRITE);
        }
    }

    void writable() throws IOException {
        synchronized (pending) {
            for (ByteBuffer first = pending.peek(); first != null; first = pending.peek()) {
                pendingBytes -= channel.write(first);
                if (first.hasRemaining()) {
                    pending.notifyAll();
                    return;
                }
                pending.poll();
            }
            pending.notifyAll();
        }
        key.interestOpsAnd(~SelectionKey.OP_WRITE);
    }

    // --- the end

    /** Ends the line from this side; the receiver hears nothing more. From any thread. */
    void close() {
        shut();
        selector.execute(() -> failed = true);
    }

    /** The stream is over: tells the receiver once. Selector thread only. @param cause null where the stream just ended */
    void fail(Exception cause) {
        if (failed) {
            return;
        }
        failed = true;
        boolean wasOpen = open;
        shut();
        if (wasOpen) {
            receiver.broken(cause);
        }
    }

    private void shut() {
        synchronized (pending) {
            open = false;
            pending.clear();
            pendingBytes = 0;
            pending.notifyAll();
        }
        try {
            channel.close();
        } catch (IOException e) {
            System.getLogger(Line.class.getName()).log(System.Logger.Level.DEBUG, "a line did not close cleanly", e);
        }
    }
}
