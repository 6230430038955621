package dev.longshell.payara;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/**
 * Writes a server's frames, one a call as {@code TyrusServletWriter} does it, up to the first close frame: nothing may follow that (RFC 6455 section 5.5.1). Tyrus 2.1.5
 * lets another thread's message pass between its close frame and the end of its session. For one thread at a time: Tyrus's writer has a lock.
 */
final class OutputUntilClose extends ServletOutputStream {
    private static final int OPCODE = 0x0F;
    private static final int CLOSE = 8;

    private final ServletOutputStream output;
    private boolean closed;

    OutputUntilClose(ServletOutputStream output) {
        this.output = output;
    }

    /** @throws IOException behind a close frame */
    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (closed) {
            throw new IOException("the WebSocket is closed");
        }
        closed = (bytes[from] & OPCODE) == CLOSE;
        output.write(bytes, from, length);
    }

    @Override
    public void write(int next) throws IOException {
        throw new IOException("a frame is written at once");
    }

    @Override
    public void flush() throws IOException {
        output.flush();
    }

    @Override
    public void close() throws IOException {
        output.close();
    }

    @Override
    public boolean isReady() {
        return output.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        output.setWriteListener(listener);
    }
}
