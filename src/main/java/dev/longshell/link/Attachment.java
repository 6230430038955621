package dev.longshell.link;

import java.nio.ByteBuffer;

/** One viewer's line to its session; knows nothing of the WebSocket at the other end. */
public interface Attachment {
    /**
     * Sends a viewer's frame to the session, at once where the socket takes it. May be called by one thread at a time.
     *
     * @return false when some of it waits: then the next call may have to wait as well
     */
    boolean send(ByteBuffer frame);

    /** The sink has room for the next frame; may be called by any thread, also from within {@link ViewerSink#frame}. */
    void ready();

    /** The viewer left. */
    void close();
}
