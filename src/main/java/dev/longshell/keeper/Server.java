package dev.longshell.keeper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The selector thread: accepts on the Unix socket and serves every connection; knows nothing of frames. */
final class Server implements Runnable {
    private static final Logger LOG = Logger.getLogger(Server.class.getName());
    /** Read at once from a connection, in bytes: fair to the others, and one read for a pasted page. */
    private static final int READ_BYTES = 64 << 10;
    private static final long ACCEPT_PAUSE_MILLIS = 100;

    private final ServerSocketChannel socket;
    private final Selector selector;
    private final ScheduledExecutorService timer;
    private final Function<Connection, Line> greeting;
    /** At most one end and one resumption of each connection at a time. */
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Set<Connection> connections = new HashSet<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
    private final Thread thread = new Thread(this, "keeper-selector");
    private SelectionKey accepting;
    private volatile boolean stopping;

    /** @param greeting makes the first line of a new connection */
    Server(ServerSocketChannel socket, ScheduledExecutorService timer, Function<Connection, Line> greeting) throws IOException {
        this.socket = socket;
        this.selector = Selector.open();
        this.timer = timer;
        this.greeting = greeting;
    }

    void start() throws IOException {
        socket.configureBlocking(false);
        accepting = socket.register(selector, SelectionKey.OP_ACCEPT);
        thread.start();
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    /** Runs a task on the selector thread soon. */
    void execute(Runnable task) {
        tasks.add(task);
        wakeUp();
    }

    void wakeUp() {
        if (Thread.currentThread() != thread) {
            selector.wakeup();
        }
    }

    void forget(Connection connection) {
        connections.remove(connection);
    }

    @Override
    public void run() {
        while (!stopping) {
            try {
                runTasks();
                if (tasks.isEmpty()) {
                    selector.select(this::serve);
                } else {
                    selector.selectNow(this::serve);
                }
            } catch (IOException | RuntimeException | Error e) {
                LOG.log(Level.SEVERE, "The selector thread goes on after a failure", e);
            }
        }
        List.copyOf(connections).forEach(Connection::end);
        close();
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private void serve(SelectionKey key) {
        if (key == accepting) {
            accept();
            return;
        }
        Connection connection = (Connection) key.attachment();
        try {
            if (key.isValid() && key.isReadable()) {
                connection.readable(buffer);
            }
            if (key.isValid() && key.isWritable()) {
                connection.writable();
            }
        } catch (IOException e) {
            LOG.log(Level.FINE, "A peer is gone", e);
            connection.end();
        } catch (RuntimeException | Error e) { // a thread that the kernel does not give is an Error too, and a full heap ends this process
            connection.fail(e);
        }
    }

    private void accept() {
        try {
            SocketChannel channel = socket.accept();
            if (channel == null) {
                return;
            }
            channel.configureBlocking(false);
            Connection connection = new Connection(this, channel);
            connections.add(connection);
            connection.begin(channel.register(selector, SelectionKey.OP_READ, connection), greeting.apply(connection));
        } catch (ClosedChannelException e) {
            LOG.log(Level.FINE, "A peer left at once", e);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "No connection can be accepted for a moment", e);
            accepting.interestOps(0);
            timer.schedule(() -> execute(() -> accepting.interestOps(SelectionKey.OP_ACCEPT)), ACCEPT_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Ends every connection and the thread; waits for it. */
    void stop() throws InterruptedException {
        stopping = true;
        selector.wakeup();
        thread.join();
    }

    private void close() {
        try {
            socket.close();
            selector.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The keeper's socket could not be closed", e);
        }
    }
}
