package dev.longshell.wire;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Cuts the byte stream of a Unix socket into frames; knows nothing of their meaning.
 *
 * <pre>
 *  | u32 length | frame of that length | u32 length | ...
 * </pre>
 *
 * One splitter serves one direction of one connection and one thread. It holds at most one frame, of at most
 * {@link Protocol#MAX_FRAME_BYTES}.
 */
public final class FrameSplitter {
    /** Bytes in front of a frame on the Unix socket. */
    public static final int LENGTH_BYTES = Integer.BYTES;

    private final ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES);
    private ByteBuffer frame;

    /**
     * Takes all of {@code received} and hands over every frame that it completes, each in a buffer of its own.
     *
     * @throws FaultException MALFORMED_FRAME at a length of 0 or above {@link Protocol#MAX_FRAME_BYTES}; the stream cannot be read any further
     */
    public void accept(ByteBuffer received, Consumer<ByteBuffer> frames) {
        while (received.hasRemaining()) {
            if (frame == null && !readLength(received)) {
                return;
            }
            copy(received, frame);
            if (frame.hasRemaining()) {
                return;
            }
            ByteBuffer complete = frame.flip();
            frame = null;
            frames.accept(complete);
        }
    }

    private boolean readLength(ByteBuffer received) {
        copy(received, length);
        if (length.hasRemaining()) {
            return false;
        }
        int bytes = length.flip().getInt();
        length.clear();
        if (bytes < 1 || bytes > Protocol.MAX_FRAME_BYTES) {
            throw new FaultException(Fault.MALFORMED_FRAME, "A frame of " + bytes + " bytes: 1 to " + Protocol.MAX_FRAME_BYTES + " are allowed.");
        }
        frame = ByteBuffer.allocate(bytes);
        return true;
    }

    private static void copy(ByteBuffer from, ByteBuffer to) {
        int bytes = Math.min(from.remaining(), to.remaining());
        to.put(to.position(), from, from.position(), bytes);
        to.position(to.position() + bytes);
        from.position(from.position() + bytes);
    }

    /** The frame with its length in front, ready for the socket. */
    public static ByteBuffer withLength(ByteBuffer frame) {
        return ByteBuffer.allocate(LENGTH_BYTES + frame.remaining()).putInt(frame.remaining()).put(frame).flip();
    }
}
