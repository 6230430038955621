package dev.longshell.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The one thread that reads every Unix socket of this gateway; knows nothing of what the frames say. */
final class LinkSelector implements AutoCloseable {
    /** Bytes taken from one socket before the next has its turn: what the kernel holds of a Unix stream socket by default (net.core.wmem_default). */
    private static final int READ_BYTES = 208 << 10;
    /** Room for one frame of the largest size in pieces, beside one read. */
    private static final int BUFFER_BYTES = dev.longshell.wire.Protocol.MAX_FRAME_BYTES + dev.longshell.wire.FrameSplitter.LENGTH_BYTES + READ_BYTES;
    private static final Logger LOG = System.getLogger(LinkSelector.class.getName());

    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Thread thread;
    private volatile boolean closed;

    LinkSelector(String threadName) {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("no selector for the lines to the keeper", e);
        }
        thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
        thread.start();
    }

    /** Reads that connected socket for the receiver from now on. */
    Line add(SocketChannel channel, Receiver receiver) throws IOException {
        channel.configureBlocking(false);
        Line line = new Line(this, channel, receiver);
        receiver.opened(line);
        execute(() -> register(channel, line));
        return line;
    }

    private void register(SocketChannel channel, Line line) {
        try {
            line.registered(channel.register(selector, SelectionKey.OP_READ, line));
        } catch (IOException | ClosedSelectorException e) {
            line.fail(e);
        }
    }

    /** Runs that on the selector's thread, in order, never within the call. */
    void execute(Runnable task) {
        tasks.add(task);
        if (!onThread()) {
            selector.wakeup();
        }
    }

    boolean onThread() {
        return Thread.currentThread() == thread;
    }

    private void run() {
        while (!closed) {
            try {
                runTasks();
                selector.select(this::serve);
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.ERROR, "the selector of the lines to the keeper goes on after", e);
            }
        }
        runTasks(); // a line that was added just before is told as well
        for (SelectionKey key : selector.keys()) {
            ((Line) key.attachment()).fail(null);
        }
        try {
            selector.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the selector of the lines to the keeper did not close", e);
        }
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private void serve(SelectionKey key) {
        Line line = (Line) key.attachment();
        try {
            if (key.isValid() && key.isWritable()) {
                line.writable();
            }
            if (key.isValid() && key.isReadable()) {
                line.readable();
            }
        } catch (IOException | RuntimeException e) {
            line.fail(e);
        }
    }

    /** For {@link Line}: an empty buffer in which one read and what was left over fit, valid until the caller returns. @param held bytes left over */
    ByteBuffer buffer(int held) {
        buffer.clear().limit(Math.min(BUFFER_BYTES, held + READ_BYTES));
        return buffer;
    }

    /** Breaks every line and ends the thread. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
