package dev.longshell.wire;

/**
 * The first byte of every frame; knows nothing of what stands behind it.
 *
 * <pre>
 *  01..07  viewer to session          81..85  session to viewer          end to end, browser to keeper
 *  40..4F  gateway to keeper          C0..CF  keeper to gateway          on the Unix socket only
 * </pre>
 *
 * A receiver skips a tag that it does not know: that is how v1 grows.
 */
public final class Tag {
    /** u64 offset, bytes: typed; {@code offset} counts this viewer's own input, and what was already received is dropped. */
    public static final byte INPUT = 0x01;
    /** u16 columns, u16 rows. */
    public static final byte RESIZE = 0x02;
    /** u64 offset: output parsed up to here; after each {@link #SNAPSHOT}, at least every 64 KiB, and when idle. */
    public static final byte ACK = 0x03;
    /** u64, answered by {@link #PONG} with the same number. */
    public static final byte PING = 0x04;
    /** u8: 0 background, 1 visible and with the focus, 2 visible while keys go elsewhere. */
    public static final byte VIEW = 0x05;
    /** UTF-8 token, for the gateway, which hands it on to nobody: the viewer stays as long as this one is good. */
    public static final byte AUTH = 0x06;
    /** Nothing: this viewer drives from now on, as if it had typed. */
    public static final byte TAKE = 0x07;

    /** Both ways, and first: u16 protocol version, JSON {@link Hello}. */
    public static final byte HELLO = 0x40;
    /** u32 request number, JSON {@link Call}. */
    public static final byte REQUEST = 0x41;
    /** JSON {@link Attach}; from then on the connection carries this viewer's frames only. */
    public static final byte ATTACH = 0x42;

    /** u64 offset, bytes: output from {@code offset} on. */
    public static final byte OUTPUT = (byte) 0x81;
    /** u64 offset, u16 columns, u16 rows, bytes: reset, write the bytes, and it is as if all up to {@code offset} had been written. */
    public static final byte SNAPSHOT = (byte) 0x82;
    /** u64 offset: everything typed below is written to the PTY. */
    public static final byte INPUT_ACK = (byte) 0x83;
    /** u64 of the {@link #PING}. */
    public static final byte PONG = (byte) 0x84;
    /** UTF-8 JSON with {@code type}. */
    public static final byte EVENT = (byte) 0x85;
    /** Bytes: what is to be written before those of the {@link #SNAPSHOT} that comes next, or of its next part. */
    public static final byte SNAPSHOT_PART = (byte) 0x86;

    /** u32 request number, JSON: the answer to a {@link #REQUEST}. */
    public static final byte REPLY = (byte) 0xC1;
    /** u32 request number, JSON {@link Refusal}. */
    public static final byte REFUSAL = (byte) 0xC2;
    /** u16 WebSocket close code, UTF-8 reason: the last frame of a viewer's connection. */
    public static final byte CLOSE = (byte) 0xC3;
    /** JSON {@link SessionReport}: a session began, changed or ended; sent to every control connection. */
    public static final byte REPORT = (byte) 0xC4;

    private Tag() {
    }
}
