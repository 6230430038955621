package dev.longshell.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Builds and reads the bytes of a frame; knows nothing of sockets or of the length in front of it on the Unix socket.
 *
 * <pre>
 *            0     1              9        11     13
 *  INPUT     | tag | u64 offset   | bytes ...
 *  OUTPUT    | tag | u64 offset   | bytes ...
 *  SNAPSHOT  | tag | u64 offset   | u16 cols | u16 rows | bytes ...
 *  SNAPSHOT_PART
 *            | tag | bytes ...
 *  RESIZE    | tag | u16 cols | u16 rows |
 *  ACK, INPUT_ACK, PING, PONG
 *            | tag | u64          |
 *  VIEW      | tag | u8 |
 *  EVENT, ATTACH, REPORT
 *            | tag | UTF-8 JSON ...
 *  HELLO     | tag | u16 version | UTF-8 JSON ...
 *  REQUEST, REPLY, REFUSAL
 *            | tag | u32 number  | UTF-8 JSON ...
 *  CLOSE     | tag | u16 code    | UTF-8 reason ...
 * </pre>
 *
 * Integers are big-endian. Every builder returns a buffer whose position is 0 and whose limit is the frame's length.
 */
public final class Frame {
    /** Bytes before the payload of OUTPUT and INPUT. */
    public static final int STREAM_HEADER_BYTES = 1 + Long.BYTES;
    /** Bytes before the payload of SNAPSHOT. */
    public static final int SNAPSHOT_HEADER_BYTES = STREAM_HEADER_BYTES + 2 * Short.BYTES;

    private Frame() {
    }

    /** An INPUT frame. @param offset bytes that this viewer typed before these */
    public static ByteBuffer input(long offset, byte[] bytes) {
        return stream(Tag.INPUT, offset, bytes, 0, bytes.length);
    }

    /** An OUTPUT frame. @param offset bytes of the session before these */
    public static ByteBuffer output(long offset, byte[] bytes, int from, int length) {
        return stream(Tag.OUTPUT, offset, bytes, from, length);
    }

    private static ByteBuffer stream(byte tag, long offset, byte[] bytes, int from, int length) {
        return ByteBuffer.allocate(STREAM_HEADER_BYTES + length).put(tag).putLong(offset).put(bytes, from, length).flip();
    }

    /** A SNAPSHOT frame of a terminal of that size. */
    public static ByteBuffer snapshot(long offset, int columns, int rows, byte[] bytes) {
        return ByteBuffer.allocate(SNAPSHOT_HEADER_BYTES + bytes.length).put(Tag.SNAPSHOT).putLong(offset)
                .putShort((short) columns).putShort((short) rows).put(bytes).flip();
    }

    /** A RESIZE frame, in cells. */
    public static ByteBuffer resize(int columns, int rows) {
        return ByteBuffer.allocate(1 + 2 * Short.BYTES).put(Tag.RESIZE).putShort((short) columns).putShort((short) rows).flip();
    }

    /** An ACK, INPUT_ACK, PING or PONG frame. */
    public static ByteBuffer number(byte tag, long number) {
        return ByteBuffer.allocate(1 + Long.BYTES).put(tag).putLong(number).flip();
    }

    /** A VIEW frame; a visible viewer has the focus as well. */
    public static ByteBuffer view(boolean visible) {
        return view((byte) (visible ? 1 : 0));
    }

    /** A VIEW frame. @param looks as {@link Tag#VIEW} has it */
    public static ByteBuffer view(byte looks) {
        return ByteBuffer.allocate(2).put(Tag.VIEW).put(looks).flip();
    }

    /** An EVENT, ATTACH or REPORT frame. */
    public static ByteBuffer json(byte tag, String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + text.length).put(tag).put(text).flip();
    }

    /** A HELLO frame. @param version {@link Protocol#VERSION} of the sender */
    public static ByteBuffer hello(int version, String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + Short.BYTES + text.length).put(Tag.HELLO).putShort((short) version).put(text).flip();
    }

    /** A REQUEST, REPLY or REFUSAL frame. @param number chosen by the requester, repeated by the answer */
    public static ByteBuffer numbered(byte tag, int number, String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + Integer.BYTES + text.length).put(tag).putInt(number).put(text).flip();
    }

    /** A CLOSE frame. @param reason at most 123 bytes reach a WebSocket peer (RFC 6455 section 5.5) */
    public static ByteBuffer close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + Short.BYTES + text.length).put(Tag.CLOSE).putShort((short) code).put(text).flip();
    }

    /** The rest of a buffer as UTF-8 text; consumes it. */
    public static String text(ByteBuffer rest) {
        return StandardCharsets.UTF_8.decode(rest).toString();
    }

    /** The rest of a buffer as bytes of their own; consumes it. */
    public static byte[] bytes(ByteBuffer rest) {
        byte[] bytes = new byte[rest.remaining()];
        rest.get(bytes);
        return bytes;
    }
}
