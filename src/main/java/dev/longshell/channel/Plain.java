package dev.longshell.channel;

import dev.longshell.wire.Frame;
import dev.longshell.wire.Tag;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The plain stream of {@code @xterm/addon-attach}, websocat and wscat: text or binary in, the terminal's bytes out, no frames. Counts the offsets and
 * acknowledges in the viewer's place, as its socket takes the bytes.
 */
final class Plain implements Speech {
    private long inputOffset;
    private long outputOffset;
    private boolean acknowledge;

    @Override
    public ByteBuffer binaryToSession(ByteBuffer message) {
        return input(Frame.bytes(message));
    }

    @Override
    public ByteBuffer textToSession(String message) {
        return input(message.getBytes(StandardCharsets.UTF_8));
    }

    private ByteBuffer input(byte[] bytes) {
        if (bytes.length == 0) {
            return null;
        }
        ByteBuffer frame = Frame.input(inputOffset, bytes);
        inputOffset += bytes.length;
        return frame;
    }

    @Override
    public ByteBuffer toViewer(ByteBuffer frame) {
        byte tag = frame.get(0);
        if (tag == Tag.SNAPSHOT_PART) {
            return frame.position(1).slice();
        }
        if (tag != Tag.OUTPUT && tag != Tag.SNAPSHOT) {
            return null;
        }
        int header = tag == Tag.OUTPUT ? Frame.STREAM_HEADER_BYTES : Frame.SNAPSHOT_HEADER_BYTES;
        ByteBuffer bytes = frame.position(header).slice();
        outputOffset = frame.getLong(1) + (tag == Tag.OUTPUT ? bytes.remaining() : 0);
        acknowledge = true;
        return bytes.hasRemaining() ? bytes : null;
    }

    @Override
    public ByteBuffer eventToViewer(String json) {
        return null;
    }

    /** Its socket takes the bytes or does not: nothing is sent beyond that. */
    @Override
    public ByteBuffer looksNoMore() {
        return null;
    }

    @Override
    public ByteBuffer looksAgain() {
        return null;
    }

    @Override
    public ByteBuffer afterSending() {
        if (!acknowledge) {
            return null;
        }
        acknowledge = false;
        return Frame.number(Tag.ACK, outputOffset);
    }
}
