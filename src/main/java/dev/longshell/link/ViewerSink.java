package dev.longshell.link;

import java.nio.ByteBuffer;

/**
 * Where a keeper's frames for one viewer go; knows nothing of the keeper. Called by the link's selector thread, but for the first call and for the last ones after
 * the line broke (an EVENT {@code lost} where the keeper has ended, and {@code closed}): must not block.
 */
public interface ViewerSink {
    /** The first call, by the thread that attaches and before any frame comes: the line on which {@link Attachment#ready()} is told. */
    void attached(Attachment attachment);

    /**
     * One frame, in a buffer of its own. The link reads no further frame of this viewer until {@link Attachment#ready()} is called, so that nothing queues in
     * the gateway.
     */
    void frame(ByteBuffer frame);

    /** The last call: the keeper closed the viewer, or the line broke (4503). @param code of the WebSocket close frame */
    void closed(int code, String reason);
}
