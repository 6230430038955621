package dev.longshell.wire;

/** The numbers of longshell.v1 that both ends must agree on; knows nothing of who waits for whom. */
public final class Protocol {
    /** Offered and chosen in {@code Sec-WebSocket-Protocol}. */
    public static final String SUBPROTOCOL = "longshell.v1";
    /** Sent in the {@link Tag#HELLO} of each side; another number is a named error, not a guess. */
    public static final int VERSION = 1;
    /** Bytes of a frame, tag included: bounds what a peer can make us hold. */
    public static final int MAX_FRAME_BYTES = 1 << 20;
    /** Bytes of output that a viewer may leave unacknowledged: what a page parses in a few frames, and small enough that Ctrl-C shows at once. */
    public static final int WINDOW_BYTES = 256 << 10;
    /** A viewer acknowledges at least this often, in bytes: four times a window, so that the window never runs dry on a good line. */
    public static final int ACK_EVERY_BYTES = 64 << 10;
    /** Bytes of input that one session holds for a PTY whose program does not read. */
    public static final int INPUT_LIMIT_BYTES = 256 << 10;
    /** Close code of a control connection whose keeper has retired: RFC 6455's registry calls it service restart. */
    public static final int RETIRED = 1012;
    /** Sizes of a terminal, in cells. */
    public static final int MIN_COLUMNS = 1;
    public static final int MAX_COLUMNS = 1000;
    public static final int MIN_ROWS = 1;
    public static final int MAX_ROWS = 500;

    private Protocol() {
    }

    /** A number of columns brought into {@link #MIN_COLUMNS} to {@link #MAX_COLUMNS}. */
    public static int clampColumns(int columns) {
        return Math.max(MIN_COLUMNS, Math.min(MAX_COLUMNS, columns));
    }

    /** A number of rows brought into {@link #MIN_ROWS} to {@link #MAX_ROWS}. */
    public static int clampRows(int rows) {
        return Math.max(MIN_ROWS, Math.min(MAX_ROWS, rows));
    }
}
