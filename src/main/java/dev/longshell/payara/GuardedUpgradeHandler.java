package dev.longshell.payara;

import dev.longshell.wire.WebSocketLimits;
import dev.longshell.wire.WebSocketScanner;
import dev.longshell.wire.WebSocketViolation;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import jakarta.websocket.CloseReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.glassfish.tyrus.servlet.TyrusHttpUpgradeHandler;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.WebSocketEngine.UpgradeInfo;
import org.glassfish.tyrus.spi.WebSocketEngine.UpgradeStatus;
import org.glassfish.tyrus.spi.Writer;

/**
 * A WebSocket whose frames are checked before Tyrus reads them: Tyrus 2.1.5 takes unmasked frames and fragments without end, and reads a frame to its last byte before
 * it refuses it.
 *
 * <pre>
 *  connection -> onDataAvailable -> {@link WebSocketScanner} -> whole frames -> Tyrus -> endpoint
 *                                          | violation
 *                                          v
 *                             close frame, endpoint is told, bytes are thrown away -> connection closed
 * </pre>
 *
 * <p>After the close frame the connection stays open until the peer closes it, is quiet, has sent
 * {@link #MOST_DISCARDED_BYTES} more, or {@link #LINGER_NANOS} are over: closed with unread bytes, the kernel resets it, and
 * the peer would lose the close frame (RFC 6455 section 7.1.1). Nothing of the session is held meanwhile.
 */
public class GuardedUpgradeHandler extends TyrusHttpUpgradeHandler {
    private static final Logger LOG = System.getLogger(GuardedUpgradeHandler.class.getName());
    /** Read at a time: what Tyrus copies at once, and what a thread takes before others have their turn. */
    private static final int MOST_READ_BYTES = 64 << 10;
    private static final int LEAST_READ_BYTES = 1 << 10;
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** What a client has on its way that does not read before it has sent: a few of the largest messages. */
    private static final long MOST_DISCARDED_BYTES = 4 << 20;
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final PartialFrame partial = new PartialFrame();
    private final AtomicBoolean failed = new AtomicBoolean();
    private WebSocketScanner scanner;
    private GuardedSockets sockets;
    private Consumer<WebSocketViolation> told;
    private WebConnection web;
    private ServletInputStream in;
    private Connection tyrus;
    private BoundedWriter writer;
    private boolean initialised;
    private boolean early;
    private long discardedBytes;
    private volatile boolean over;
    private volatile long failedNanos;
    private volatile long readNanos;

    /**
     * Upgrades a request in the place of Tyrus.
     *
     * @param wanted  what Tyrus asks for
     * @param sockets told of the WebSocket while it is open
     * @param told    told once when the peer is sent off for what it sent
     * @throws ServletException where Tyrus asks for anything but what can be guarded
     */
    public static <T extends HttpUpgradeHandler> T upgrade(HttpServletRequest request, Class<T> wanted, WebSocketLimits limits, GuardedSockets sockets,
            Consumer<WebSocketViolation> told) throws IOException, ServletException {
        if (wanted != TyrusHttpUpgradeHandler.class) {
            throw new ServletException("This server's WebSockets are made by " + wanted.getName() + ", which is not known here.");
        }
        GuardedUpgradeHandler handler = request.upgrade(GuardedUpgradeHandler.class);
        handler.scanner = new WebSocketScanner(limits, System::nanoTime);
        handler.sockets = sockets;
        handler.told = told;
        return wanted.cast(handler);
    }

    @Override
    public void preInit(UpgradeInfo info, Writer tyrusWriter, boolean authenticated) {
        writer = new BoundedWriter(tyrusWriter, failed::get);
        super.preInit(new UpgradeInfo() {
            @Override
            public UpgradeStatus getStatus() {
                return info.getStatus();
            }

            @Override
            public Connection createConnection(Writer same, Connection.CloseListener listener) {
                tyrus = info.createConnection(writer, listener);
                return tyrus;
            }
        }, tyrusWriter, authenticated);
    }

    @Override
    public void init(WebConnection connection) {
        web = connection;
        ServletOutputStream out;
        try {
            in = connection.getInputStream();
            out = new OutputUntilClose(connection.getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sockets.add(this);
        super.init(new WebConnection() {
            @Override
            public ServletInputStream getInputStream() {
                return in;
            }

            @Override
            public ServletOutputStream getOutputStream() {
                return out;
            }

            @Override
            public void close() throws Exception {
                connection.close();
            }
        });
        if (isEarlyAfterInit()) {
            read();
        }
    }

    private synchronized boolean isEarlyAfterInit() {
        initialised = true;
        return early;
    }

    private synchronized boolean isInitialised() {
        early |= !initialised;
        return initialised;
    }

    /** Bytes that come before the socket is made are read by the thread that makes it: Tyrus would have it wait for itself. */
    @Override
    public void onDataAvailable() {
        if (isInitialised()) {
            read();
        }
    }

    private void read() {
        try {
            do {
                byte[] bytes = new byte[Math.max(LEAST_READ_BYTES, Math.min(MOST_READ_BYTES, in.available()))];
                int length = in.read(bytes);
                if (length < 0) {
                    return;
                }
                if (failed.get()) {
                    discard(length);
                } else {
                    take(bytes, length);
                }
            } while (!over && in.isReady());
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a WebSocket cannot be read", e);
            tyrus.close(new CloseReason(CloseReason.CloseCodes.CANNOT_ACCEPT, null));
        }
    }

    private void take(byte[] bytes, int length) {
        int firstEnd = 0;
        int end = 0;
        WebSocketViolation violation = null;
        try {
            while (end < length && !scanner.isClosed()) {
                int next = scanner.next(bytes, end, length);
                if (next < 0) {
                    break;
                }
                end = next;
                firstEnd = firstEnd == 0 ? end : firstEnd;
            }
        } catch (WebSocketViolation e) {
            violation = e;
        }
        if (end > 0) {
            pass(bytes, firstEnd, end);
        }
        if (violation != null) {
            fail(violation);
        } else if (writer.isFull()) {
            fail(unread());
        } else if (!scanner.isClosed()) {
            partial.add(bytes, end, length, scanner.missing());
        }
    }

    /** Hands whole frames over; the first may have begun before. */
    private void pass(byte[] bytes, int firstEnd, int end) {
        int from = 0;
        if (!partial.isEmpty()) {
            partial.add(bytes, 0, firstEnd, 0);
            tyrus.getReadHandler().handle(partial.take());
            from = firstEnd;
        }
        if (from < end) {
            tyrus.getReadHandler().handle(ByteBuffer.wrap(bytes, from, end - from));
        }
    }

    private static WebSocketViolation unread() {
        return new WebSocketViolation(WebSocketViolation.POLICY, "Too many frames wait to be read.");
    }

    private void fail(WebSocketViolation violation) {
        if (!failed.compareAndSet(false, true)) {
            return;
        }
        long now = System.nanoTime();
        readNanos = now;
        failedNanos = now;
        tyrus.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(violation.closeCode()), violation.getMessage()));
        told.accept(violation);
    }

    /** A peer that goes on sending is cut off by the thread that reads from it: closed by another one, Grizzly would take what comes for a new request. */
    private void discard(int length) {
        readNanos = System.nanoTime();
        discardedBytes += length;
        if (discardedBytes > MOST_DISCARDED_BYTES || failedNanos != 0 && readNanos - failedNanos > LINGER_NANOS) {
            shut();
        }
    }

    /** For what is not seen while bytes come. */
    void look() {
        long now = System.nanoTime();
        if (failedNanos != 0) {
            if (now - readNanos > QUIET_NANOS) {
                shut();
            }
        } else if (scanner.isLate()) {
            fail(new WebSocketViolation(WebSocketViolation.POLICY, "A message that does not come to its end."));
        } else if (writer.isFull()) {
            fail(unread());
        }
    }

    private void shut() {
        over = true;
        try {
            web.close();
        } catch (Exception e) { // as the interface has it; the peer is gone already
            LOG.log(Level.DEBUG, "a WebSocket was closed by its peer meanwhile", e);
        }
    }

    /** The connection is closed. */
    @Override
    public void destroy() {
        over = true;
        sockets.remove(this);
        super.destroy();
    }
}
