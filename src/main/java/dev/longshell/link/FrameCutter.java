package dev.longshell.link;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.Frame;
import dev.longshell.wire.FrameSplitter;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.Tag;
import java.nio.ByteBuffer;

/**
 * Takes whole frames from the front of what a Unix socket gave, and makes one OUTPUT of several that follow each other; knows nothing of sockets.
 *
 * <p>A terminal's bytes come in pieces of at most 4 KiB, as the kernel hands them out, and each would cost a WebSocket message of its own. Merging keeps
 * the stream as it is: consecutive offsets, no byte looked into.
 */
final class FrameCutter {
    /** Bytes of payload in a merged OUTPUT: a quarter of a viewer's window, so that acknowledgements keep flowing. */
    static final int MERGED_BYTES = Protocol.WINDOW_BYTES / 4;

    private FrameCutter() {
    }

    /**
     * The next frame in a buffer of its own, or null when {@code received} holds none that is complete; its position moves past what was taken.
     *
     * @throws FaultException MALFORMED_FRAME at a length of 0 or above {@link Protocol#MAX_FRAME_BYTES}
     */
    static ByteBuffer next(ByteBuffer received) {
        int length = lengthAt(received, received.position());
        if (length < 0) {
            return null;
        }
        int first = received.position() + FrameSplitter.LENGTH_BYTES;
        if (received.get(first) == Tag.OUTPUT && length >= Frame.STREAM_HEADER_BYTES) {
            return merged(received, first, length);
        }
        received.position(first + length);
        return copy(received, first, length);
    }

    /** The length of the whole frame whose length stands at that position; -1 where it is incomplete. */
    private static int lengthAt(ByteBuffer received, int position) {
        if (received.limit() - position < FrameSplitter.LENGTH_BYTES) {
            return -1;
        }
        int length = received.getInt(position);
        if (length < 1 || length > Protocol.MAX_FRAME_BYTES) {
            throw new FaultException(Fault.MALFORMED_FRAME, "A frame of " + length + " bytes from the keeper: 1 to " + Protocol.MAX_FRAME_BYTES + " are allowed.");
        }
        return received.limit() - position - FrameSplitter.LENGTH_BYTES < length ? -1 : length;
    }

    private static ByteBuffer merged(ByteBuffer received, int first, int length) {
        int total = length;
        int end = first + length;
        for (int next = followerLength(received, first, total, end); next > 0; next = followerLength(received, first, total, end)) {
            total += next - Frame.STREAM_HEADER_BYTES;
            end += FrameSplitter.LENGTH_BYTES + next;
        }
        ByteBuffer frame = ByteBuffer.allocate(total);
        append(frame, received, first, length);
        for (int position = first + length; position < end; ) {
            int next = received.getInt(position);
            append(frame, received, position + FrameSplitter.LENGTH_BYTES + Frame.STREAM_HEADER_BYTES, next - Frame.STREAM_HEADER_BYTES);
            position += FrameSplitter.LENGTH_BYTES + next;
        }
        received.position(end);
        return frame.flip();
    }

    /** The length of the OUTPUT frame at {@code end} when it continues the one at {@code first} and both fit together; else -1. */
    private static int followerLength(ByteBuffer received, int first, int total, int end) {
        int length = lengthAt(received, end);
        int tagAt = end + FrameSplitter.LENGTH_BYTES;
        if (length < Frame.STREAM_HEADER_BYTES || received.get(tagAt) != Tag.OUTPUT) {
            return -1;
        }
        boolean fits = total + length <= MERGED_BYTES + 2 * Frame.STREAM_HEADER_BYTES;
        boolean follows = received.getLong(tagAt + 1) == received.getLong(first + 1) + total - Frame.STREAM_HEADER_BYTES;
        return fits && follows ? length : -1;
    }

    private static ByteBuffer copy(ByteBuffer received, int from, int length) {
        ByteBuffer frame = ByteBuffer.allocate(length);
        append(frame, received, from, length);
        return frame.flip();
    }

    private static void append(ByteBuffer frame, ByteBuffer received, int from, int length) {
        frame.put(frame.position(), received, from, length);
        frame.position(frame.position() + length);
    }
}
