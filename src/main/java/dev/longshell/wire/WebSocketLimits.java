package dev.longshell.wire;

/**
 * What one WebSocket may send to the gateway.
 *
 * @param messageBytes  payload of one message, all its fragments together
 * @param fragments     frames of one message
 * @param frames        frames of any kind in a second
 * @param controlFrames of these pings, pongs and closes, in a second
 * @param messageMillis from the first byte of a message to its last
 */
public record WebSocketLimits(int messageBytes, int fragments, int frames, int controlFrames, long messageMillis) {
    /** What an observer sends is an acknowledgement, or a token at most. */
    static final int OBSERVER_MESSAGE_BYTES = 64 << 10;
    /** Tyrus keeps about 150 bytes for each fragment until the message is whole; browsers make one fragment of 64 KiB and more. */
    private static final int FRAGMENTS = 1_024;
    /** Half as many again as the messages that channel.FrameBudget allows. */
    private static final int FRAMES = 30_000;
    /** Each ping costs a pong. The gateway itself pings every few seconds. */
    private static final int CONTROL_FRAMES = 200;
    /** The largest message over a line of 35 KB/s. */
    private static final long MESSAGE_MILLIS = 30_000;

    /** Those of somebody with that role. */
    public static WebSocketLimits of(Attach.Role role) {
        int messageBytes = role == Attach.Role.OPERATOR ? Protocol.MAX_FRAME_BYTES : OBSERVER_MESSAGE_BYTES;
        return new WebSocketLimits(messageBytes, FRAGMENTS, FRAMES, CONTROL_FRAMES, MESSAGE_MILLIS);
    }
}
