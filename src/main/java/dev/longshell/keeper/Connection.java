package dev.longshell.keeper;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.Frame;
import dev.longshell.wire.FrameSplitter;
import dev.longshell.wire.Protocol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One peer on the Unix socket: frames in, frames out; knows nothing of what they mean.
 *
 * <p>Reading is the selector thread's alone. Any thread sends: at once when nothing waits, so that a key's echo makes no detour, else the selector thread goes on when
 * the socket has room.
 */
final class Connection {
    private static final Logger LOG = Logger.getLogger(Connection.class.getName());
    /** Waiting bytes above which nothing more is read from a peer that asks but does not take the answers: more than a snapshot, behind which keys are still heard. */
    private static final int READ_WHILE_BELOW_BYTES = Protocol.MAX_FRAME_BYTES + (128 << 10);
    /** Bytes of frames without room above which nothing more is read: a viewer with no more typed and unacknowledged than this and INPUT_LIMIT_BYTES never waits. */
    private static final int INBOX_LIMIT_BYTES = Protocol.INPUT_LIMIT_BYTES;
    /** Waiting bytes above which a peer counts as dead: more than any answer, and what a viewer never reaches, which is sent to only when nothing waits. */
    private static final int OUTBOX_LIMIT_BYTES = 4 << 20;
    /** Time for a peer to take its last frames. */
    private static final long FAREWELL_SECONDS = 5;
    /** Time for a viewer on a slow line to acknowledge a window of output, and more than any needs. */
    private static final long LAST_ACK_SECONDS = 30;

    private final Server server;
    private final SocketChannel channel;
    private final FrameSplitter splitter = new FrameSplitter();
    private final Deque<ByteBuffer> inbox = new ArrayDeque<>();
    private final Deque<ByteBuffer> outbox = new ArrayDeque<>();
    private long inboxBytes;
    private long outboxBytes;
    private Line line;
    private SelectionKey key;
    private Future<?> deadline;
    private boolean blocked;
    private boolean finishing;
    private boolean over;
    private boolean lineClosed;

    Connection(Server server, SocketChannel channel) {
        this.server = server;
        this.channel = channel;
    }

    void begin(SelectionKey registered, Line first) {
        key = registered;
        line = first;
    }

    /** From the next frame on this line is meant. Selector thread only. */
    void become(Line next) {
        line = next;
    }

    SocketChannel channel() {
        return channel;
    }

    Server server() {
        return server;
    }

    /** Selector thread: bytes have come, or the end. */
    void readable(ByteBuffer buffer) throws IOException {
        buffer.clear();
        if (channel.read(buffer) < 0) {
            end();
            return;
        }
        if (isFinishing()) {
            return; // what still comes is for nobody, but a peer that writes must not fail before it has read our last frame
        }
        try {
            splitter.accept(buffer.flip(), this::receive);
            deliver();
        } catch (FaultException e) {
            refuse(e);
        }
    }

    private void receive(ByteBuffer frame) {
        inbox.add(frame);
        inboxBytes += frame.remaining();
    }

    private void deliver() {
        while (!blocked && !inbox.isEmpty() && !isFinishing()) {
            ByteBuffer frame = inbox.peek();
            int bytes = frame.remaining();
            blocked = !line.frame(frame);
            if (!blocked) {
                inboxBytes -= bytes;
                inbox.poll();
            }
        }
        if (blocked) {
            inbox.removeIf(this::overtake);
        }
        showInterest();
    }

    private boolean overtake(ByteBuffer frame) {
        int bytes = frame.remaining();
        if (isFinishing() || !line.overtakes(frame) || !line.frame(frame)) {
            return false;
        }
        inboxBytes -= bytes;
        return true;
    }

    /** There is room again for what {@link Line#frame} did not take. Any thread. */
    void resume() {
        server.execute(() -> {
            try {
                blocked = false;
                deliver();
            } catch (FaultException e) {
                refuse(e);
            }
        });
    }

    private void refuse(FaultException e) {
        LOG.log(Level.INFO, "A connection is closed: {0}", e.getMessage());
        finish(e.fault().closeCode(), e.getMessage());
    }

    /** Selector thread: the socket has room. */
    void writable() {
        boolean empty;
        synchronized (this) {
            empty = flush();
        }
        if (empty && !isFinishing()) {
            line.drained();
        }
    }

    /** True when what is sent now leaves at once, as far as the socket has room. */
    synchronized boolean isIdle() {
        return outbox.isEmpty() && !finishing && !over;
    }

    /** True when so much waits that an answer which is large is better asked for again. */
    synchronized boolean isCrowded() {
        return outboxBytes > Protocol.MAX_FRAME_BYTES;
    }

    synchronized boolean isFinishing() {
        return finishing || over;
    }

    /** Sends one frame. */
    void send(ByteBuffer frame) {
        sendPrefixed(FrameSplitter.withLength(frame));
    }

    /** Sends frames that have their lengths in front already; the buffer is this connection's from now on. */
    synchronized void sendPrefixed(ByteBuffer frames) {
        if (!finishing && !over) {
            enqueue(frames);
        }
    }

    /** Sends a last frame, after which the peer is to close the connection; after {@value #FAREWELL_SECONDS} s we do. */
    synchronized void finish(int code, String reason) {
        if (finishing || over) {
            return;
        }
        enqueue(FrameSplitter.withLength(Frame.close(code, reason)));
        finishing = true;
        forgetDeadline();
        deadline = server.timer().schedule(() -> server.execute(this::end), FAREWELL_SECONDS, TimeUnit.SECONDS);
        if (outbox.isEmpty()) {
            server.execute(this::leave);
        }
        showInterest();
    }

    /** {@link #finish} for a peer that was asked to acknowledge first, and does not. */
    synchronized void finishAtTheLatest(int code, String reason) {
        if (!finishing && !over) {
            deadline = server.timer().schedule(() -> finish(code, reason), LAST_ACK_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** A timer that is not needed any more would hold a session's memory until it fires. */
    private void forgetDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    private void enqueue(ByteBuffer frames) {
        outbox.add(frames);
        outboxBytes += frames.remaining();
        if (outbox.size() == 1) {
            flush();
        }
        if (outboxBytes > OUTBOX_LIMIT_BYTES) {
            LOG.warning("A peer leaves " + outboxBytes + " bytes unread and is given up");
            giveUp();
        }
        showInterest();
    }

    /** @return true when nothing waits */
    private boolean flush() {
        try {
            while (!outbox.isEmpty() && !over) {
                ByteBuffer first = outbox.peek();
                outboxBytes -= channel.write(first);
                if (first.hasRemaining()) {
                    break;
                }
                outbox.poll();
            }
        } catch (IOException e) {
            LOG.log(Level.FINE, "A peer is gone", e);
            giveUp();
        }
        if (outbox.isEmpty() && finishing) {
            server.execute(this::leave);
        }
        showInterest();
        return outbox.isEmpty();
    }

    private void giveUp() {
        over = true;
        outbox.clear();
        outboxBytes = 0;
        server.execute(this::end);
    }

    private synchronized void showInterest() {
        if (key == null || !key.isValid()) {
            return;
        }
        boolean reads = (inboxBytes < INBOX_LIMIT_BYTES || finishing) && outboxBytes < READ_WHILE_BELOW_BYTES;
        int wanted = (reads ? SelectionKey.OP_READ : 0) | (outbox.isEmpty() ? 0 : SelectionKey.OP_WRITE);
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
            server.wakeUp();
        }
    }

    /** Selector thread: the last frame is out. */
    private void leave() {
        closeLine();
        try {
            if (channel.isOpen()) {
                channel.shutdownOutput();
            }
        } catch (IOException e) {
            LOG.log(Level.FINE, "A peer is gone", e);
            end();
        }
    }

    private void closeLine() {
        if (!lineClosed) {
            lineClosed = true;
            line.closed();
        }
    }

    /** Selector thread: closes the socket and tells the line; does nothing the second time. */
    void end() {
        synchronized (this) {
            over = true;
            outbox.clear();
            outboxBytes = 0;
            forgetDeadline();
        }
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "A connection could not be closed", e);
        }
        server.forget(this);
        closeLine();
    }

    /** Selector thread: our own fault. */
    void fail(Throwable e) {
        LOG.log(Level.SEVERE, "A connection failed", e);
        finish(Fault.INTERNAL.closeCode(), "The keeper failed; its log says more.");
    }
}
