package dev.longshell.screen;

/**
 * The states of the parser and what each code does in them, after Paul Williams' parser for the VT500 series, with ':' as a separator in
 * parameters as xterm.js has it; knows nothing of bytes and of what an action is.
 */
final class ParserTable {

    static final int GROUND = 0;
    private static final int ESCAPE = 1;
    private static final int ESCAPE_INTERMEDIATE = 2;
    private static final int CSI_ENTRY = 3;
    private static final int CSI_PARAM = 4;
    private static final int CSI_INTERMEDIATE = 5;
    private static final int CSI_IGNORE = 6;
    static final int STRING_IGNORED = 7;
    static final int OSC = 8;
    private static final int DCS_ENTRY = 9;
    private static final int DCS_PARAM = 10;
    private static final int DCS_IGNORE = 11;
    private static final int DCS_INTERMEDIATE = 12;
    static final int DCS_PASSTHROUGH = 13;
    private static final int STATES = 14;

    private static final int ERROR = 0;
    private static final int IGNORE = 1;
    static final int EXECUTE = 2;
    static final int CLEAR = 3;
    static final int COLLECT = 4;
    static final int PARAM = 5;
    static final int ESCAPE_DISPATCH = 6;
    static final int CSI_DISPATCH = 7;
    static final int OSC_START = 8;
    static final int OSC_PUT = 9;
    static final int OSC_END = 10;
    static final int DCS_HOOK = 11;
    static final int DCS_PUT = 12;
    static final int DCS_UNHOOK = 13;

    /** All code points from U+00A0 on behave as this one. */
    static final int PRINTABLE = 0xa0;
    private static final byte[] ACTIONS = new byte[STATES * 256];
    private static final byte[] NEXT = new byte[STATES * 256];

    static {
        for (int state = 0; state < STATES; state++) {
            anywhere(state);
        }
        escapes();
        controlSequences();
        strings();
        deviceControls();
    }

    private ParserTable() { }

    /** The place in the table of a state and a code point. */
    static int cell(int state, int code) {
        return state << 8 | Math.min(code, PRINTABLE);
    }

    static int action(int cell) {
        return ACTIONS[cell];
    }

    static int next(int cell) {
        return NEXT[cell];
    }

    private static void on(int state, int from, int to, int action, int next) {
        for (int code = from; code <= to; code++) {
            ACTIONS[state << 8 | code] = (byte) action;
            NEXT[state << 8 | code] = (byte) next;
        }
    }

    private static void onControls(int state, int action) {
        on(state, 0x00, 0x17, action, state);
        on(state, 0x19, 0x19, action, state);
        on(state, 0x1c, 0x1f, action, state);
    }

    private static void anywhere(int state) {
        on(state, 0x00, 0xff, ERROR, GROUND);
        on(state, 0x18, 0x18, EXECUTE, GROUND);
        on(state, 0x1a, 0x1a, EXECUTE, GROUND);
        on(state, 0x80, 0x9a, EXECUTE, GROUND);
        on(state, 0x1b, 0x1b, CLEAR, ESCAPE);
        on(state, 0x90, 0x90, CLEAR, DCS_ENTRY);
        on(state, 0x98, 0x98, IGNORE, STRING_IGNORED);
        on(state, 0x9b, 0x9b, CLEAR, CSI_ENTRY);
        on(state, 0x9c, 0x9c, IGNORE, GROUND);
        on(state, 0x9d, 0x9d, OSC_START, OSC);
        on(state, 0x9e, 0x9f, IGNORE, STRING_IGNORED);
    }

    private static void escapes() {
        onControls(GROUND, EXECUTE);
        onControls(ESCAPE, EXECUTE);
        on(ESCAPE, 0x7f, 0x7f, IGNORE, ESCAPE);
        on(ESCAPE, 0x20, 0x2f, COLLECT, ESCAPE_INTERMEDIATE);
        on(ESCAPE, 0x30, 0x7e, ESCAPE_DISPATCH, GROUND);
        on(ESCAPE, 'P', 'P', CLEAR, DCS_ENTRY);
        on(ESCAPE, 'X', 'X', IGNORE, STRING_IGNORED);
        on(ESCAPE, '[', '[', CLEAR, CSI_ENTRY);
        on(ESCAPE, ']', ']', OSC_START, OSC);
        on(ESCAPE, '^', '_', IGNORE, STRING_IGNORED);
        onControls(ESCAPE_INTERMEDIATE, EXECUTE);
        on(ESCAPE_INTERMEDIATE, 0x7f, 0x7f, IGNORE, ESCAPE_INTERMEDIATE);
        on(ESCAPE_INTERMEDIATE, 0x20, 0x2f, COLLECT, ESCAPE_INTERMEDIATE);
        on(ESCAPE_INTERMEDIATE, 0x30, 0x7e, ESCAPE_DISPATCH, GROUND);
    }

    private static void controlSequences() {
        for (int state = CSI_ENTRY; state <= CSI_IGNORE; state++) {
            onControls(state, EXECUTE);
            on(state, 0x7f, 0x7f, IGNORE, state);
            on(state, 0x20, 0x2f, COLLECT, CSI_INTERMEDIATE);
            on(state, 0x40, 0x7e, CSI_DISPATCH, GROUND);
        }
        on(CSI_ENTRY, 0x30, 0x3b, PARAM, CSI_PARAM);
        on(CSI_ENTRY, 0x3c, 0x3f, COLLECT, CSI_PARAM);
        on(CSI_PARAM, 0x30, 0x3b, PARAM, CSI_PARAM);
        on(CSI_PARAM, 0x3c, 0x3f, IGNORE, CSI_IGNORE);
        on(CSI_INTERMEDIATE, 0x30, 0x3f, IGNORE, CSI_IGNORE);
        on(CSI_IGNORE, 0x20, 0x3f, IGNORE, CSI_IGNORE);
        on(CSI_IGNORE, 0x40, 0x7e, IGNORE, GROUND);
        on(CSI_IGNORE, PRINTABLE, PRINTABLE, IGNORE, CSI_IGNORE);
    }

    private static void strings() {
        onControls(OSC, IGNORE);
        on(OSC, 0x20, 0x7f, OSC_PUT, OSC);
        on(OSC, PRINTABLE, PRINTABLE, OSC_PUT, OSC);
        on(OSC, 0x07, 0x07, OSC_END, GROUND);
        on(OSC, 0x18, 0x18, OSC_END, GROUND);
        on(OSC, 0x1a, 0x1a, OSC_END, GROUND);
        on(OSC, 0x1b, 0x1b, OSC_END, ESCAPE);
        on(OSC, 0x9c, 0x9c, OSC_END, GROUND);
        onControls(STRING_IGNORED, IGNORE);
        on(STRING_IGNORED, 0x20, 0x7f, IGNORE, STRING_IGNORED);
        // xterm.js ends SOS, PM and APC strings at the first character beyond ASCII
    }

    private static void deviceControls() {
        for (int state = DCS_ENTRY; state <= DCS_INTERMEDIATE; state++) {
            onControls(state, IGNORE);
            on(state, 0x7f, 0x7f, IGNORE, state);
            on(state, 0x20, 0x2f, COLLECT, DCS_INTERMEDIATE);
            on(state, 0x40, 0x7e, DCS_HOOK, DCS_PASSTHROUGH);
        }
        on(DCS_ENTRY, 0x30, 0x3b, PARAM, DCS_PARAM);
        on(DCS_ENTRY, 0x3c, 0x3f, COLLECT, DCS_PARAM);
        on(DCS_PARAM, 0x30, 0x3b, PARAM, DCS_PARAM);
        on(DCS_PARAM, 0x3c, 0x3f, IGNORE, DCS_IGNORE);
        on(DCS_INTERMEDIATE, 0x30, 0x3f, IGNORE, DCS_IGNORE);
        on(DCS_IGNORE, 0x20, 0x7f, IGNORE, DCS_IGNORE);
        on(DCS_IGNORE, PRINTABLE, PRINTABLE, IGNORE, DCS_IGNORE);
        onControls(DCS_PASSTHROUGH, DCS_PUT);
        on(DCS_PASSTHROUGH, 0x20, 0x7e, DCS_PUT, DCS_PASSTHROUGH);
        on(DCS_PASSTHROUGH, 0x7f, 0x7f, IGNORE, DCS_PASSTHROUGH);
        on(DCS_PASSTHROUGH, PRINTABLE, PRINTABLE, DCS_PUT, DCS_PASSTHROUGH);
        on(DCS_PASSTHROUGH, 0x18, 0x18, DCS_UNHOOK, GROUND);
        on(DCS_PASSTHROUGH, 0x1a, 0x1a, DCS_UNHOOK, GROUND);
        on(DCS_PASSTHROUGH, 0x1b, 0x1b, DCS_UNHOOK, ESCAPE);
        on(DCS_PASSTHROUGH, 0x9c, 0x9c, DCS_UNHOOK, GROUND);
    }
}
