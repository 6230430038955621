package dev.longshell.screen;

/**
 * Splits a stream of bytes into printable runs, controls, sequences and strings; knows nothing of what they do.
 *
 * <p>The states are those of Paul Williams' parser for the VT500 series, with UTF-8 decoded inside (malformed bytes
 * are dropped, U+0080-U+009F are the C1 controls) and with ':' as a separator in parameters, as xterm.js has it.
 * Nothing is allocated but the collected string. Strings longer than {@link #LONGEST_STRING} are dropped whole.
 */
final class Parser {

    /** Bytes of one OSC or DCS string: far over any title, path or clipboard that is let through. */
    static final int LONGEST_STRING = 1 << 20;
    /** Bytes kept of an unfinished sequence: parameters past the 32nd carry nothing. */
    private static final int LONGEST_HEADER = 4096;

    static final int GROUND = 0;
    private static final int ESCAPE = 1;
    private static final int ESCAPE_INTERMEDIATE = 2;
    private static final int CSI_ENTRY = 3;
    private static final int CSI_PARAM = 4;
    private static final int CSI_INTERMEDIATE = 5;
    private static final int CSI_IGNORE = 6;
    private static final int STRING_IGNORED = 7;
    private static final int OSC = 8;
    private static final int DCS_ENTRY = 9;
    private static final int DCS_PARAM = 10;
    private static final int DCS_IGNORE = 11;
    private static final int DCS_INTERMEDIATE = 12;
    private static final int DCS_PASSTHROUGH = 13;
    private static final int STATES = 14;

    private static final int ERROR = 0;
    private static final int IGNORE = 1;
    private static final int EXECUTE = 2;
    private static final int CLEAR = 3;
    private static final int COLLECT = 4;
    private static final int PARAM = 5;
    private static final int ESCAPE_DISPATCH = 6;
    private static final int CSI_DISPATCH = 7;
    private static final int OSC_START = 8;
    private static final int OSC_PUT = 9;
    private static final int OSC_END = 10;
    private static final int DCS_HOOK = 11;
    private static final int DCS_PUT = 12;
    private static final int DCS_UNHOOK = 13;

    /** All code points from U+00A0 on behave as this one. */
    private static final int PRINTABLE = 0xa0;
    private static final byte[] TABLE = new byte[STATES * 256];
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

    private final Interpreter interpreter;
    private final Terminal terminal;
    private final Parameters parameters = new Parameters();
    private final Bytes header = new Bytes(64);
    private final Bytes string = new Bytes(64);
    private boolean tooLong;
    private boolean keepString;
    private int state;
    private int collected;
    private int deviceControl;
    private int utf8Missing;
    private int utf8Code;
    private int utf8Least;
    private final byte[] partial = new byte[4];
    private int partialLength;

    Parser(Interpreter interpreter, Terminal terminal) {
        this.interpreter = interpreter;
        this.terminal = terminal;
    }

    private static void on(int state, int from, int to, int action, int next) {
        for (int code = from; code <= to; code++) {
            TABLE[state << 8 | code] = (byte) action;
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

    void parse(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int value = bytes[at];
            if (value < 0 || utf8Missing > 0) {
                at = decode(bytes, at, to);
            } else if (state == GROUND && value >= 0x20 && value < 0x7f) {
                at = terminal.printAscii(bytes, at, to);
            } else if (state == GROUND && value == 0x1b && at + 2 < to && bytes[at + 1] == '[') {
                at = to - at >= 2 + KnownRenditions.WINDOW ? knownRendition(bytes, at, to) : wholeSequence(bytes, at, to);
            } else if (state == GROUND && value < 0x1b) {
                at++;
                terminal.endRun();
                interpreter.execute(value);
            } else {
                at++;
                accept(value);
            }
        }
        terminal.endRun();
    }

    /** The shortest way, for SGR that was seen before. */
    private int knownRendition(byte[] bytes, int from, int to) {
        int at = from + 2;
        int length = KnownRenditions.length(bytes, at);
        if (length == 0) {
            return wholeSequence(bytes, from, to);
        }
        KnownRenditions.Effect effect = KnownRenditions.find(bytes, at, length);
        if (effect == null) {
            return wholeSequence(bytes, from, to);
        }
        terminal.endRun();
        interpreter.rendition(effect);
        return at + length + 1;
    }

    /**
     * The short way for a control sequence that is here from ESC to its final character, without controls,
     * intermediates or sub-parameters in it: nearly all are. Others go byte by byte from ESC on; returns the place to go on from.
     */
    private int wholeSequence(byte[] bytes, int from, int to) {
        int at = from + 2;
        int prefix = 0;
        if (bytes[at] >= 0x3c && bytes[at] <= 0x3f) {
            prefix = bytes[at++];
        }
        parameters.begin();
        int number = 0;
        while (at < to) {
            int value = bytes[at++];
            if (value >= '0' && value <= '9' && number < Parameters.SAFE) {
                number = number * 10 + value - '0';
            } else if (value == ';' && parameters.hasRoom()) {
                parameters.add(number);
                number = 0;
            } else if (value >= 0x40 && value < 0x7f) {
                parameters.add(number);
                terminal.endRun();
                if (prefix == 0 && value == 'm') {
                    rendition(bytes, from + 2, at - from - 3);
                } else {
                    interpreter.controlSequence(prefix << 8 | value, parameters);
                }
                return at;
            } else {
                break;
            }
        }
        accept(0x1b);
        return from + 1;
    }

    /** SGR whose parameters were read; remembers it when {@link #knownRendition} can find it. */
    private void rendition(byte[] bytes, int from, int length) {
        boolean findable = length > 0 && length <= Long.BYTES && from + Long.BYTES <= bytes.length;
        if (findable && KnownRenditions.hasRoom(bytes, from, length)) {
            interpreter.rendition(KnownRenditions.key(bytes, from, length), parameters);
        } else {
            interpreter.rendition(parameters);
        }
    }

    /** One byte of a character beyond ASCII, or what breaks it off; returns the place after it. */
    private int decode(byte[] bytes, int at, int to) {
        int value = bytes[at] & 0xff;
        if (utf8Missing == 0) {
            return start(bytes, at, to, value);
        }
        if ((value & 0xc0) != 0x80) {
            utf8Missing = 0;
            partialLength = 0;
            return at;
        }
        partial[partialLength++] = (byte) value;
        utf8Code = utf8Code << 6 | value & 0x3f;
        if (--utf8Missing == 0) {
            partialLength = 0;
            acceptDecoded();
        }
        return at + 1;
    }

    private int start(byte[] bytes, int at, int to, int lead) {
        if (lead >= 0xe0 && lead < 0xf0 && at + 2 < to
                && (bytes[at + 1] & 0xc0) == 0x80 && (bytes[at + 2] & 0xc0) == 0x80) {
            utf8Code = (lead & 0x0f) << 12 | (bytes[at + 1] & 0x3f) << 6 | bytes[at + 2] & 0x3f;
            utf8Least = 0x800;
            acceptDecoded();
            return at + 3;
        }
        if (lead >= 0xc0 && lead < 0xe0) {
            utf8Missing = 1;
            utf8Least = 0x80;
            utf8Code = lead & 0x1f;
        } else if (lead >= 0xe0 && lead < 0xf0) {
            utf8Missing = 2;
            utf8Least = 0x800;
            utf8Code = lead & 0x0f;
        } else if (lead >= 0xf0 && lead < 0xf8) {
            utf8Missing = 3;
            utf8Least = 0x10000;
            utf8Code = lead & 0x07;
        } else {
            return at + 1;
        }
        partial[0] = (byte) lead;
        partialLength = 1;
        return at + 1;
    }

    private void acceptDecoded() {
        int code = utf8Code;
        if (code < utf8Least || code > 0x10ffff || code >= 0xd800 && code < 0xe000 || code == 0xfeff) {
            return;
        }
        if (state == GROUND && code >= PRINTABLE) {
            terminal.print(code);
            return;
        }
        accept(code);
    }

    private void accept(int code) {
        terminal.endRun();
        int cell = state << 8 | Math.min(code, PRINTABLE);
        int next = NEXT[cell];
        act(TABLE[cell], code);
        state = next;
        if (next == GROUND) {
            header.length = 0;
        }
    }

    private void act(int action, int code) {
        switch (action) {
            case EXECUTE -> interpreter.execute(code);
            case CLEAR -> clear(code);
            case COLLECT -> {
                collected = collected << 8 | code;
                keep(code);
            }
            case PARAM -> {
                parameter(code);
                keep(code);
            }
            case ESCAPE_DISPATCH -> interpreter.escape(collected << 8 | code);
            case CSI_DISPATCH -> interpreter.controlSequence(collected << 8 | code, parameters);
            case OSC_START -> startString(true);
            case OSC_PUT, DCS_PUT -> put(code);
            case OSC_END -> endCommand(code);
            case DCS_HOOK -> hook(code);
            case DCS_UNHOOK -> unhook(code);
            default -> ignore(code);
        }
    }

    /** Bytes passed over still belong to the unfinished sequence where they changed the state. */
    private void ignore(int code) {
        if (state == STRING_IGNORED && code != 0x98 && code < 0x9e) {
            return;
        }
        if (code >= 0x20 && code < 0x7f || code >= 0x98 && code < PRINTABLE) {
            keep(code);
        }
    }

    private void clear(int code) {
        collected = 0;
        parameters.clear();
        if (code == 0x1b) {
            header.length = 0;
        }
        keep(code);
    }

    private void keep(int code) {
        boolean intermediate = code >= 0x20 && code <= 0x2f;
        if (header.length >= (intermediate ? LONGEST_HEADER + 16 : LONGEST_HEADER)) {
            return;
        }
        if (code >= 0x80) {
            header.length = 0;
            header.add(0x1b).add(code - 0x40);
            return;
        }
        header.add(code);
    }

    private void parameter(int code) {
        switch (code) {
            case ';' -> parameters.next();
            case ':' -> parameters.nextSub();
            default -> parameters.digit(code - '0');
        }
    }

    private void startString(boolean kept) {
        string.length = 0;
        tooLong = false;
        keepString = kept;
        header.length = 0;
        header.add(0x1b).add(']');
    }

    private void put(int code) {
        if (!keepString || tooLong) {
            return;
        }
        if (string.length >= LONGEST_STRING) {
            tooLong = true;
            string.length = 0;
            return;
        }
        string.codePoint(code);
    }

    private void endCommand(int code) {
        if (!tooLong && code != 0x18 && code != 0x1a) {
            interpreter.command(string);
        }
        terminal.forgetLast();
        endString(code);
    }

    private void hook(int code) {
        keep(code);
        deviceControl = collected << 8 | code;
        string.length = 0;
        tooLong = false;
        keepString = interpreter.wantsString(deviceControl);
    }

    private void unhook(int code) {
        if (!tooLong && keepString && code != 0x18 && code != 0x1a) {
            interpreter.deviceControl(deviceControl, string);
        }
        terminal.forgetLast();
        endString(code);
    }

    private void endString(int code) {
        string.length = 0;
        if (string.array.length > 4096) {
            string.array = new byte[64];
        }
        header.length = 0;
        collected = 0;
        parameters.clear();
        if (code == 0x1b) {
            header.add(0x1b);
        }
    }

    /** As RIS leaves it. */
    void reset() {
        collected = 0;
        parameters.clear();
    }

    /** Appends what a terminal has to be sent to be in the middle of what this one is in the middle of. */
    void writePending(Bytes out) {
        if (state != GROUND) {
            out.add(header.array, 0, header.length);
            if (state == OSC || state == DCS_PASSTHROUGH) {
                out.add(string.array, 0, string.length);
            }
        }
        out.add(partial, 0, partialLength);
    }
}
