package dev.longshell.screen;

/**
 * Splits a stream of bytes into printable runs, controls, sequences and strings; knows nothing of what they do.
 *
 * <p>What a code does in which state says {@link ParserTable}; UTF-8 is decoded here (malformed bytes are dropped, U+0080-U+009F are the C1
 * controls), and what most streams are made of takes short ways past the table. Nothing is allocated but the collected string. Strings longer than {@link #LONGEST_STRING} are dropped whole.
 */
final class Parser {

    /** Bytes of one OSC or DCS string: far over any title, path or clipboard that is let through. */
    static final int LONGEST_STRING = 1 << 20;
    /** Bytes kept of an unfinished sequence: parameters past the 32nd carry nothing. */
    private static final int LONGEST_HEADER = 4096;

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

    void parse(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int value = bytes[at];
            if (value < 0 || utf8Missing > 0) {
                at = decode(bytes, at, to);
            } else if (state == ParserTable.GROUND && value >= 0x20 && value < 0x7f) {
                at = terminal.printAscii(bytes, at, to);
            } else if (state == ParserTable.GROUND && value == 0x1b && at + 2 < to && bytes[at + 1] == '[') {
                at = to - at >= 2 + KnownRenditions.WINDOW ? knownRendition(bytes, at, to) : wholeSequence(bytes, at, to);
            } else if (state == ParserTable.GROUND && value < 0x1b) {
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
        if (state == ParserTable.GROUND && code >= ParserTable.PRINTABLE) {
            terminal.print(code);
            return;
        }
        accept(code);
    }

    private void accept(int code) {
        terminal.endRun();
        int cell = ParserTable.cell(state, code);
        int next = ParserTable.next(cell);
        act(ParserTable.action(cell), code);
        state = next;
        if (next == ParserTable.GROUND) {
            header.length = 0;
        }
    }

    private void act(int action, int code) {
        switch (action) {
            case ParserTable.EXECUTE -> interpreter.execute(code);
            case ParserTable.CLEAR -> clear(code);
            case ParserTable.COLLECT -> {
                collected = collected << 8 | code;
                keep(code);
            }
            case ParserTable.PARAM -> {
                parameter(code);
                keep(code);
            }
            case ParserTable.ESCAPE_DISPATCH -> interpreter.escape(collected << 8 | code);
            case ParserTable.CSI_DISPATCH -> interpreter.controlSequence(collected << 8 | code, parameters);
            case ParserTable.OSC_START -> startString(true);
            case ParserTable.OSC_PUT, ParserTable.DCS_PUT -> put(code);
            case ParserTable.OSC_END -> endCommand(code);
            case ParserTable.DCS_HOOK -> hook(code);
            case ParserTable.DCS_UNHOOK -> unhook(code);
            default -> ignore(code);
        }
    }

    /** Bytes passed over still belong to the unfinished sequence where they changed the state. */
    private void ignore(int code) {
        if (state == ParserTable.STRING_IGNORED && code != 0x98 && code < 0x9e) {
            return;
        }
        if (code >= 0x20 && code < 0x7f || code >= 0x98 && code < ParserTable.PRINTABLE) {
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
        if (state != ParserTable.GROUND) {
            out.add(header.array, 0, header.length);
            if (state == ParserTable.OSC || state == ParserTable.DCS_PASSTHROUGH) {
                out.add(string.array, 0, string.length);
            }
        }
        out.add(partial, 0, partialLength);
    }
}
