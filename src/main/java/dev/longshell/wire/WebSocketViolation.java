package dev.longshell.wire;

/** A peer has sent what its WebSocket may not; carries the code and the reason of the close frame. Without a stack trace: a peer causes it at will. */
public final class WebSocketViolation extends Exception {
    private static final long serialVersionUID = 1;
    /** RFC 6455 section 7.4.1: a protocol error. */
    public static final int PROTOCOL_ERROR = 1002;
    /** RFC 6455 section 7.4.1: a policy is violated. */
    public static final int POLICY = 1008;
    /** RFC 6455 section 7.4.1: a message is too big. */
    public static final int TOO_BIG = 1009;

    private final int closeCode;

    /** @param closeCode 1002, 1008 or 1009 @param reason at most 123 bytes of UTF-8 (RFC 6455 section 5.5) */
    public WebSocketViolation(int closeCode, String reason) {
        super(reason, null, false, false);
        this.closeCode = closeCode;
    }

    public int closeCode() {
        return closeCode;
    }
}
