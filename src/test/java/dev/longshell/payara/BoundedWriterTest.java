package dev.longshell.payara;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.junit.jupiter.api.Test;

class BoundedWriterTest {
    private static final ByteBuffer PONG = ByteBuffer.wrap(new byte[] {(byte) 0x8A, 0});

    /** A peer that reads when it is told to. */
    private final Deque<CompletionHandler<ByteBuffer>> unread = new ArrayDeque<>();
    private boolean closed;
    private boolean lingers;
    private int failures;
    private final BoundedWriter writer = new BoundedWriter(new Writer() {
        @Override
        public void write(ByteBuffer buffer, CompletionHandler<ByteBuffer> handler) {
            unread.add(handler);
        }

        @Override
        public void close() {
            closed = true;
        }
    }, () -> lingers);

    private final CompletionHandler<ByteBuffer> counting = new CompletionHandler<>() {
        @Override
        public void failed(Throwable cause) {
            failures++;
        }
    };

    @Test
    void isFullWhileMoreFramesWaitThanMay() {
        for (int frame = 0; frame < BoundedWriter.MOST_WAITING; frame++) {
            writer.write(PONG, counting);
        }
        assertFalse(writer.isFull());
        writer.write(PONG, counting, null); // as Tyrus writes
        assertTrue(writer.isFull());
        unread.poll().completed(PONG);
        assertFalse(writer.isFull());
        writer.write(PONG, counting);
        unread.poll().failed(new IOException("cut"));
        unread.poll().cancelled();
        assertFalse(writer.isFull());
        assertEquals(1, failures, "whoever sent is told");
    }

    @Test
    void leavesTheConnectionOpenWhileItLingers() throws IOException {
        lingers = true;
        writer.close();
        assertFalse(closed);
        lingers = false;
        writer.close();
        assertTrue(closed);
    }
}
