package dev.longshell.payara;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;

/**
 * Counts the frames that wait for a peer to read. Tyrus 2.1.5 answers each ping with a pong into a queue without a bound ({@code TyrusServletWriter}): who pings and does
 * not read filled the heap.
 */
final class BoundedWriter extends Writer {
    /** The gateway has one frame of output on its way, and a ping or an event now and then. */
    static final int MOST_WAITING = 256;

    private final Writer writer;
    private final BooleanSupplier lingers;
    private final AtomicInteger waiting = new AtomicInteger();

    /** @param lingers whether the connection is to stay open for now though Tyrus closes it */
    BoundedWriter(Writer writer, BooleanSupplier lingers) {
        this.writer = writer;
        this.lingers = lingers;
    }

    boolean isFull() {
        return waiting.get() > MOST_WAITING;
    }

    @Override
    public void write(ByteBuffer buffer, CompletionHandler<ByteBuffer> handler) {
        waiting.incrementAndGet();
        writer.write(buffer, new CompletionHandler<>() {
            @Override
            public void cancelled() {
                waiting.decrementAndGet();
                handler.cancelled();
            }

            @Override
            public void failed(Throwable cause) {
                waiting.decrementAndGet();
                handler.failed(cause);
            }

            @Override
            public void completed(ByteBuffer result) {
                waiting.decrementAndGet();
                handler.completed(result);
            }
        });
    }

    @Override
    public void close() throws IOException {
        if (!lingers.getAsBoolean()) {
            writer.close();
        }
    }
}
