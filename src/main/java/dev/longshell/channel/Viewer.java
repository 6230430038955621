package dev.longshell.channel;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.link.Attachment;
import dev.longshell.link.ViewerSink;
import dev.longshell.wire.Json;
import jakarta.websocket.CloseReason;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One socket and the line behind it: hands every frame over, one send in flight at most; knows nothing of who is behind it.
 *
 * <pre>
 *  keeper frame -> send -> (socket took it) -> line.ready() -> next keeper frame
 * </pre>
 *
 * The completion only marks the line as ready: where Tyrus completes within the call, sending from the completion would overflow the stack, so the link's own
 * loop goes on when {@link #frame} returns.
 */
final class Viewer implements ViewerSink {
    private static final Logger LOG = System.getLogger(Viewer.class.getName());
    /** RFC 6455 section 5.5: 125 bytes of payload, two of them the code. */
    private static final int MAX_REASON_BYTES = 123;
    /** RFC 6455 section 5.5.3: a pong has the bytes of its ping. Those of a heartbeat are none. */
    private static final ByteBuffer LAST_PING = ByteBuffer.wrap(new byte[] {'l', 'a', 's', 't'}).asReadOnlyBuffer();
    /** For a peer to read what is on its way to it, a window of output over a slow line. */
    static final long PATIENCE_MILLIS = 3_000;
    /** For one that is sent off. */
    private static final long REFUSED_PATIENCE_MILLIS = 500;

    private final Session socket;
    private final Speech speech;
    private final Pass pass;
    private final Later later;
    private final Consumer<FaultException> refused;
    private final FrameBudget budget = new FrameBudget(System::nanoTime);
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile long heardNanos = System.nanoTime();
    /** Held until the session knows what changed, so that it hears it in that order. */
    private final Silence silence = new Silence();
    private Attachment line;
    private volatile CloseReason lastWords;
    /** Held while something is sent. */
    private final Object inUse = new Object();
    private boolean gone;

    /** Runs a task once, so many milliseconds from now, on a thread of ours. */
    interface Later {
        void run(Runnable task, long millis);
    }

    private interface Sending {
        void begin() throws IOException;
    }

    /** @param refused told once when the peer is sent off for what it did, or for what it may no more */
    Viewer(Session socket, Speech speech, Pass pass, Later later, Consumer<FaultException> refused) {
        this.socket = socket;
        this.speech = speech;
        this.pass = pass;
        this.later = later;
        this.refused = refused;
    }

    /** With what it was let in. */
    Pass pass() {
        return pass;
    }

    @Override
    public void attached(Attachment attachment) {
        line = attachment;
    }

    // --- session to viewer

    @Override
    public void frame(ByteBuffer frame) {
        ByteBuffer message = speech.toViewer(frame);
        if (message == null) {
            took();
            return;
        }
        synchronized (silence) {
            silence.sent();
        }
        if (!sendUnlessOver(() -> socket.getAsyncRemote().sendBinary(message, this::sent))) {
            left();
        }
    }

    private void sent(SendResult result) {
        if (result.isOK()) {
            took();
            return;
        }
        LOG.log(Level.DEBUG, "a socket broke under its viewer", result.getException());
        left();
    }

    private void took() {
        ByteBuffer answer = speech.afterSending();
        if (answer != null) {
            toSession(answer);
        }
        line.ready();
    }

    /** Says something of the gateway's own; nothing to a plain stream, nor once the socket is over. */
    void tell(Map<String, ?> event) {
        ByteBuffer message = over.get() ? null : speech.eventToViewer(Json.write(event));
        if (message != null) {
            sendUnlessOver(() -> socket.getAsyncRemote().sendBinary(message, result -> { }));
        }
    }

    /** So nothing comes behind the last ping. */
    private boolean sendUnlessOver(Sending sending) {
        synchronized (inUse) {
            return !over.get() && send(sending);
        }
    }

    /** @return false when the socket is closed, or in a state that cannot send */
    private boolean send(Sending sending) {
        synchronized (inUse) {
            if (gone) {
                return false;
            }
            try {
                sending.begin();
                return true;
            } catch (IOException | RuntimeException e) { // Tyrus
                LOG.log(Level.DEBUG, "a socket closed under its viewer", e);
                return false;
            }
        }
    }

    @Override
    public void closed(int code, String reason) {
        close(code, reason, PATIENCE_MILLIS);
    }

    // --- viewer to session

    void binary(ByteBuffer message) {
        if (hears(message.hasRemaining() ? message.get(message.position()) : 0)) {
            handOver(() -> speech.binaryToSession(message));
        }
    }

    void text(String message) {
        if (hears((byte) 0)) {
            handOver(() -> speech.textToSession(message));
        }
    }

    /** Counts a message. Nothing passes that comes after the end, however early it was sent: who is sent off types no more. @return whether it may pass */
    boolean hears(byte tag) {
        heard();
        if (over.get()) {
            return false;
        }
        try {
            budget.spend(tag);
            return true;
        } catch (FaultException e) {
            close(e);
            return false;
        }
    }

    private void handOver(Supplier<ByteBuffer> frame) {
        try {
            ByteBuffer toSession = frame.get();
            if (toSession != null) {
                toSession(toSession);
            }
        } catch (FaultException e) {
            close(e);
        }
    }

    private void toSession(ByteBuffer frame) {
        try {
            line.send(frame);
        } catch (FaultException e) {
            close(e);
        }
    }

    // --- signs of life

    void heard() {
        heardNanos = System.nanoTime();
        synchronized (silence) {
            if (silence.heard()) {
                tellSession(speech.looksAgain());
            }
        }
    }

    /**
     * Once a second: a peer that says nothing to what it is sent is asked, and when it does not answer that either the session takes it that nobody looks there. It is
     * not closed: a slow line, or a reader that stands still, may yet answer; {@link OpenSockets} closes who never does.
     */
    void look() {
        synchronized (silence) {
            switch (silence.look()) {
                case TO_BE_ASKED -> ping();
                case ABSENT -> tellSession(speech.looksNoMore());
                default -> { } // it listens, or it is known already
            }
        }
    }

    private void tellSession(ByteBuffer frame) {
        if (frame != null && !over.get()) {
            toSession(frame);
        }
    }

    long silentMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - heardNanos);
    }

    /** Asks the peer for a sign of life; a socket that cannot is left to its own end. */
    void ping() {
        send(() -> socket.getAsyncRemote().sendPing(ByteBuffer.allocate(0)));
    }

    void pong(ByteBuffer payload) {
        heard();
        if (lastWords != null && payload.equals(LAST_PING)) {
            shut();
        }
    }

    // --- the end

    /** Closes with the fault's code; what waiting helps against carries milliseconds as its reason. */
    void close(FaultException fault) {
        if (fault.fault() == Fault.INTERNAL) {
            LOG.log(Level.ERROR, "a viewer is closed for our own fault", fault);
        }
        String reason = fault.retryAfterMillis().isPresent() ? Long.toString(fault.retryAfterMillis().getAsLong()) : fault.getMessage();
        boolean refusal = fault.fault().isRefusal();
        String words = fault.fault() == Fault.INTERNAL ? "Something went wrong on our side." : reason;
        if (close(fault.fault().closeCode(), words, refusal ? REFUSED_PATIENCE_MILLIS : PATIENCE_MILLIS) && refusal) {
            refused.accept(fault);
        }
    }

    /**
     * Frees the line at once, and closes the socket when the peer has answered a ping behind all that was sent to it, or after the patience.
     *
     * <p>For two reasons. Tyrus closes the connection with the close frame: what the peer sends then, an acknowledgement of output that was in front of it, makes the
     * kernel drop what it has not read. And the pong is handled by the thread that reads this connection: closed by another one, the frame that is just being read
     * finds its request ended, and Grizzly takes it for a new request.
     *
     * @return false when it was over already
     */
    boolean close(int code, String reason, long patienceMillis) {
        if (!left()) {
            return false;
        }
        lastWords = new CloseReason(CloseReason.CloseCodes.getCloseCode(code), shortened(reason));
        if (patienceMillis > 0 && send(() -> socket.getAsyncRemote().sendPing(LAST_PING.duplicate()))) {
            later.run(this::shut, patienceMillis);
        } else {
            shut();
        }
        return true;
    }

    private void shut() {
        send(() -> socket.close(lastWords));
    }

    /**
     * The socket is gone: frees the line. Returns when nobody is sending any more, for the container uses what a request had for the next one, whoever still writes
     * to it.
     */
    void gone() {
        synchronized (inUse) {
            gone = true;
        }
        left();
    }

    /** Frees the line. @return false when that had happened already */
    private boolean left() {
        if (!over.compareAndSet(false, true)) {
            return false;
        }
        if (line != null) {
            line.close();
        }
        return true;
    }

    static String shortened(String reason) {
        String text = reason;
        while (text.getBytes(StandardCharsets.UTF_8).length > MAX_REASON_BYTES) {
            text = text.substring(0, text.offsetByCodePoints(text.length(), -1));
        }
        return text;
    }
}
