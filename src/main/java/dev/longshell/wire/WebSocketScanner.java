package dev.longshell.wire;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Checks the frames that a client sends on one WebSocket, header by header (RFC 6455 section 5), in whatever pieces they arrive; copies and unmasks nothing. For the
 * thread that reads the socket, {@link #isLate} for any.
 *
 * <p>A frame is refused at the first byte of its header that shows the violation, before its payload is there. Payloads are not looked into: codes of close frames
 * and UTF-8 are left to the reader behind.
 */
public final class WebSocketScanner {
    private static final int FINAL = 0x80;
    private static final int RESERVED_BITS = 0x70;
    private static final int OPCODE = 0x0F;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7F;
    private static final int LARGEST_SHORT_LENGTH = 125;
    private static final int TWO_BYTE_LENGTH = 126;
    private static final int LARGEST_TWO_BYTE_LENGTH = 0xFFFF;
    private static final int FIRST_CONTROL = 8;
    private static final int LAST_CONTROL = 10;
    private static final int LAST_DATA = 2;
    private static final int CLOSE = 8;
    /** Of a header: opcode and length, no more length than that, and the mask. */
    private static final int SHORT_HEADER_BYTES = 2;
    private static final int MASK_BYTES = 4;
    private static final int BYTE_BITS = 8;
    private static final int BYTE = 0xFF;

    private final WebSocketLimits limits;
    private final LongSupplier nanoTime;
    private final Budget frames;
    private final Budget controlFrames;

    private int headerBytes;
    private int lengthBytes;
    private long length;
    private int first;
    private long payloadLeft;
    private boolean inMessage;
    private int fragments;
    private long messageBytes;
    private boolean closed;
    /** What begun is not whole yet; 0 when nothing is. */
    private volatile long begunNanos;

    /** @param nanoTime monotonic, in nanoseconds */
    public WebSocketScanner(WebSocketLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.frames = new Budget(limits.frames());
        this.controlFrames = new Budget(limits.controlFrames());
    }

    /** At most so many in a second. The clock is only asked when as many are spent. */
    private final class Budget {
        private final int most;
        private long began = nanoTime.getAsLong();
        private int spent;

        Budget(int most) {
            this.most = most;
        }

        void spend(String reason) throws WebSocketViolation {
            spent++;
            if (spent <= most) {
                return;
            }
            long now = nanoTime.getAsLong();
            if (now - began < TimeUnit.SECONDS.toNanos(1)) {
                throw new WebSocketViolation(WebSocketViolation.POLICY, reason);
            }
            began = now;
            spent = 1;
        }
    }

    /**
     * Goes on in the frame that is being read.
     *
     * @param bytes what has come
     * @param from  where the former call ended
     * @param to    index behind the last byte
     * @return index behind the frame's last byte; -1 when the frame goes on behind {@code to}
     * @throws WebSocketViolation with the close code; nothing of the frame may be used, and no more be read
     */
    public int next(byte[] bytes, int from, int to) throws WebSocketViolation {
        int at = from;
        while (payloadLeft == 0) {
            if (at == to) {
                return -1;
            }
            if (isWhole(bytes[at++] & BYTE) && payloadLeft == 0) {
                end();
                return at;
            }
        }
        int taken = (int) Math.min(payloadLeft, to - at);
        payloadLeft -= taken;
        if (payloadLeft > 0) {
            return -1;
        }
        end();
        return at + taken;
    }

    /** Takes the next byte of a header. @return whether it was the last */
    private boolean isWhole(int next) throws WebSocketViolation {
        headerBytes++;
        if (headerBytes == 1) {
            begin(next);
        } else if (headerBytes == SHORT_HEADER_BYTES) {
            beginLength(next);
        } else if (headerBytes <= SHORT_HEADER_BYTES + lengthBytes) {
            length = length << BYTE_BITS | next;
            if (headerBytes == SHORT_HEADER_BYTES + lengthBytes) {
                require(length >= 0, "A length of 2^63 or more.");
                require(length > (lengthBytes == Short.BYTES ? LARGEST_SHORT_LENGTH : LARGEST_TWO_BYTE_LENGTH), "A length in more bytes than it needs.");
                announced();
            }
        }
        if (headerBytes < SHORT_HEADER_BYTES + lengthBytes + MASK_BYTES) {
            return false;
        }
        payloadLeft = length;
        return true;
    }

    private void begin(int next) throws WebSocketViolation {
        first = next;
        if (begunNanos == 0) {
            begunNanos = Math.max(1, nanoTime.getAsLong());
        }
        int opcode = next & OPCODE;
        boolean control = opcode >= FIRST_CONTROL;
        require((next & RESERVED_BITS) == 0, "A reserved bit is set, and no extension was agreed on.");
        require(opcode <= (control ? LAST_CONTROL : LAST_DATA), "An opcode that RFC 6455 does not know.");
        frames.spend("Too many frames in a second.");
        if (control) {
            require((next & FINAL) != 0, "A fragment of a control frame.");
            controlFrames.spend("Too many control frames in a second.");
        } else {
            beginData(opcode);
        }
    }

    private void beginData(int opcode) throws WebSocketViolation {
        if (opcode == 0) {
            require(inMessage, "A continuation of no message.");
            fragments++;
            if (fragments > limits.fragments()) {
                throw new WebSocketViolation(WebSocketViolation.POLICY, "A message in more than " + limits.fragments() + " fragments.");
            }
        } else {
            require(!inMessage, "A message within another.");
            fragments = 1;
            messageBytes = 0;
        }
        inMessage = true;
    }

    private void beginLength(int next) throws WebSocketViolation {
        require((next & MASKED) != 0, "A frame without a mask.");
        int code = next & LENGTH;
        require(!isControl() || code <= LARGEST_SHORT_LENGTH, "A control frame of more than 125 bytes.");
        lengthBytes = code <= LARGEST_SHORT_LENGTH ? 0 : code == TWO_BYTE_LENGTH ? Short.BYTES : Long.BYTES;
        length = lengthBytes == 0 ? code : 0;
        if (lengthBytes == 0) {
            announced();
        }
    }

    private void announced() throws WebSocketViolation {
        if (isControl()) {
            return;
        }
        if (length > limits.messageBytes() - messageBytes) {
            throw new WebSocketViolation(WebSocketViolation.TOO_BIG, "A message has at most " + limits.messageBytes() + " bytes.");
        }
        messageBytes += length;
    }

    private void end() {
        closed = (first & OPCODE) == CLOSE;
        if (!isControl() && (first & FINAL) != 0) {
            inMessage = false;
        }
        headerBytes = 0;
        lengthBytes = 0;
        if (!inMessage) {
            begunNanos = 0;
        }
    }

    private boolean isControl() {
        return (first & OPCODE) >= FIRST_CONTROL;
    }

    private static void require(boolean holds, String otherwise) throws WebSocketViolation {
        if (!holds) {
            throw new WebSocketViolation(WebSocketViolation.PROTOCOL_ERROR, otherwise);
        }
    }

    /** Whether the last frame was a close frame: what comes behind it is to be ignored (RFC 6455 section 5.5.1). */
    public boolean isClosed() {
        return closed;
    }

    /** Bytes that the frame being read still has, as far as its header is known. */
    public int missing() {
        return (int) payloadLeft;
    }

    /** Whether a message, or a frame, has been unfinished for longer than the limit. */
    public boolean isLate() {
        long begun = begunNanos;
        return begun != 0 && nanoTime.getAsLong() - begun > TimeUnit.MILLISECONDS.toNanos(limits.messageMillis());
    }
}
