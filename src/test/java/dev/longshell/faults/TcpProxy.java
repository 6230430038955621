package dev.longshell.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What lies between a client and a server: passes bytes on, drops all packets, is slow, or gives up connections that are idle; knows nothing of what the bytes mean.
 *
 * <p>Dropped packets end no connection: what is sent meanwhile stays in the kernel of whoever sent it, as far as it fits there, and comes when they pass again, as TCP
 * sends again what nobody acknowledged; so does the end of a connection. Who connects meanwhile is not answered: the first by nobody behind the connection, further ones
 * by no kernel (a full backlog drops their SYN).
 */
final class TcpProxy implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(TcpProxy.class.getName());
    private static final int BACKLOG = 1;
    private static final int BUFFER_BYTES = 64 << 10;

    private final ServerSocket door;
    private final int server;
    private final long idleNanos;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger idlers = new AtomicInteger();
    private volatile long delayMillis;
    private boolean dropping;

    private TcpProxy(int server, Duration idle) throws IOException {
        this.door = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        this.server = server;
        this.idleNanos = idle.toNanos();
    }

    /** @param server a port of this machine */
    static TcpProxy to(int server) throws IOException {
        return to(server, Duration.ofDays(1));
    }

    /** @param idle after which a connection that carried nothing in either direction is given up */
    static TcpProxy to(int server, Duration idle) throws IOException {
        TcpProxy proxy = new TcpProxy(server, idle);
        start(proxy::accept, "proxy-door");
        return proxy;
    }

    private static void start(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return door.getLocalPort();
    }

    /** Of a web server behind it. */
    URI address() {
        return URI.create("http://127.0.0.1:" + port() + "/");
    }

    synchronized void dropPackets() {
        dropping = true;
    }

    synchronized void passPackets() {
        dropping = false;
        notifyAll();
    }

    /** Whatever a client says takes that long to arrive, from now on. */
    void delay(Duration delay) {
        delayMillis = delay.toMillis();
    }

    /** Connections given up because they were idle. */
    int idlers() {
        return idlers.get();
    }

    private synchronized void awaitPassage() throws InterruptedIOException {
        try {
            while (dropping) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException(e.getMessage());
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                sockets.add(client);
                start(() -> carry(client), "proxy-connection");
                awaitPassage();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the proxy is closed", e);
        }
    }

    private void carry(Socket client) {
        try (client; Socket upstream = new Socket()) {
            awaitPassage();
            upstream.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server));
            sockets.add(upstream);
            AtomicLong heardNanos = new AtomicLong(System.nanoTime());
            Thread back = new Thread(() -> pump(upstream, client, heardNanos, false), "proxy-to-client");
            back.setDaemon(true);
            back.start();
            pump(client, upstream, heardNanos, true);
            back.join();
            sockets.remove(upstream);
        } catch (IOException | InterruptedException e) {
            LOG.log(System.Logger.Level.DEBUG, "nobody listens behind the proxy", e);
        } finally {
            sockets.remove(client);
        }
    }

    /** Until that direction is at its end, which is passed on; a broken one breaks the other as well. */
    private void pump(Socket from, Socket to, AtomicLong heardNanos, boolean delayed) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            for (int length = read(from, buffer, heardNanos); length >= 0; length = read(from, buffer, heardNanos)) {
                pass(delayed);
                to.getOutputStream().write(buffer, 0, length);
            }
            awaitPassage();
            to.shutdownOutput();
        } catch (IOException | InterruptedException e) {
            LOG.log(System.Logger.Level.DEBUG, "a connection broke at the proxy", e);
            hangUp(from);
            hangUp(to);
        }
    }

    private void pass(boolean delayed) throws IOException, InterruptedException {
        if (delayed && delayMillis > 0) {
            TimeUnit.MILLISECONDS.sleep(delayMillis); // the slowness that is asked for
        }
        awaitPassage();
    }

    private int read(Socket from, byte[] buffer, AtomicLong heardNanos) throws IOException {
        InputStream in = from.getInputStream();
        while (true) {
            long left = idleNanos - (System.nanoTime() - heardNanos.get());
            if (left <= 0) {
                idlers.incrementAndGet();
                throw new IOException("idle for too long");
            }
            from.setSoTimeout((int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(left) + 1));
            try {
                int length = in.read(buffer);
                heardNanos.set(System.nanoTime());
                return length;
            } catch (SocketTimeoutException e) {
                LOG.log(System.Logger.Level.TRACE, "nothing in this direction", e); // perhaps in the other
            }
        }
    }

    private static void hangUp(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a socket did not close cleanly", e);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        passPackets();
        sockets.forEach(TcpProxy::hangUp);
    }
}
