package dev.longshell.link;

import java.nio.ByteBuffer;

/** What a {@link Line} reads for; called by the link's selector thread but for the first call, so it must not block. */
interface Receiver {
    /** The first call, by the thread that opened the line: nothing is read before it returns. */
    void opened(Line line);

    /** One frame, in a buffer of its own. No other comes until {@link Line#ready()}. */
    void frame(ByteBuffer frame);

    /** The last call: the other side closed or the stream cannot be read any further. @param cause null where the stream just ended */
    void broken(Exception cause);
}
