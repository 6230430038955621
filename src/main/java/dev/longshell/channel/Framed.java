package dev.longshell.channel;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.Frame;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.Tag;
import java.nio.ByteBuffer;

/** longshell.v1: one frame a message, handed on as it is once it is seen to be whole; the page acknowledges by itself. */
final class Framed implements Speech {
    private static final int NUMBER_BYTES = 1 + Long.BYTES;
    private static final int RESIZE_BYTES = 1 + 2 * Short.BYTES;
    private static final int VIEW_BYTES = 2;

    /** How the peer last said that it looks (VIEW); who has said nothing looks. */
    private volatile byte looks = 1;

    @Override
    public ByteBuffer binaryToSession(ByteBuffer message) {
        if (!message.hasRemaining()) {
            throw new FaultException(Fault.MALFORMED_FRAME, "An empty message is no frame of " + Protocol.SUBPROTOCOL + ".");
        }
        byte tag = message.get(message.position());
        int least = leastBytes(tag);
        if (least == 0) {
            return null; // unknown tags are skipped: v1 grows so; the gateway's own are not for viewers
        }
        boolean whole = tag == Tag.INPUT ? message.remaining() >= least : message.remaining() == least;
        if (!whole) {
            throw new FaultException(Fault.MALFORMED_FRAME, "A frame with tag " + tag + " and " + message.remaining() + " bytes; it has " + least + ".");
        }
        if (tag == Tag.INPUT && message.getLong(message.position() + 1) < 0) {
            throw new FaultException(Fault.MALFORMED_FRAME, "An INPUT frame with an offset of 2^63 or more.");
        }
        if (tag == Tag.VIEW) {
            looks = message.get(message.position() + 1);
        }
        return message;
    }

    /** Bytes of a viewer's frame, for INPUT the least; 0 for any other tag. */
    private static int leastBytes(byte tag) {
        return switch (tag) {
            case Tag.INPUT -> Frame.STREAM_HEADER_BYTES;
            case Tag.RESIZE -> RESIZE_BYTES;
            case Tag.ACK, Tag.PING -> NUMBER_BYTES;
            case Tag.VIEW -> VIEW_BYTES;
            case Tag.TAKE -> 1;
            default -> 0; // AUTH too, which is for the gateway itself
        };
    }

    @Override
    public ByteBuffer textToSession(String message) {
        throw new FaultException(Fault.MALFORMED_FRAME, "A text message: frames of " + Protocol.SUBPROTOCOL + " are binary.");
    }

    @Override
    public ByteBuffer toViewer(ByteBuffer frame) {
        return frame;
    }

    @Override
    public ByteBuffer eventToViewer(String json) {
        return Frame.json(Tag.EVENT, json);
    }

    @Override
    public ByteBuffer looksNoMore() {
        return looks != 0 ? Frame.view(false) : null;
    }

    @Override
    public ByteBuffer looksAgain() {
        return looks != 0 ? Frame.view(looks) : null;
    }

    @Override
    public ByteBuffer afterSending() {
        return null;
    }
}
