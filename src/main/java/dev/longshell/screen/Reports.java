package dev.longshell.screen;

import java.nio.charset.StandardCharsets;

/**
 * Answers queries, with nothing of what the query held (a reply is typed into a shell); knows nothing of who asks.
 */
final class Reports {

    /** Pixels of a cell in XTWINOPS reports: the page's default font, as nobody may be watching. */
    private static final int CELL_WIDTH = 9;
    private static final int CELL_HEIGHT = 17;

    private final Terminal terminal;
    private final ModeSwitch modeSwitch;
    private final Bytes answer = new Bytes(32);

    Reports(Terminal terminal) {
        this.terminal = terminal;
        modeSwitch = new ModeSwitch(terminal);
    }

    void reply(String text) {
        terminal.listener.reply(text.getBytes(StandardCharsets.US_ASCII));
    }

    void controlSequence(int identifier, Parameters parameters) {
        int first = parameters.get(0);
        switch (identifier) {
            // @vt CSI c - DA1, answered as a VT100 with advanced video, as xterm.js does
            case 'c' -> replyIf(first == 0, "\033[?1;2c");
            // @vt CSI > c - DA2
            case '>' << 8 | 'c' -> replyIf(first == 0, "\033[>0;276;0c");
            // @vt CSI = c - DA3
            case '=' << 8 | 'c' -> replyIf(first == 0, "\033P!|00000000\033\\");
            // @vt CSI > q - XTVERSION
            case '>' << 8 | 'q' -> replyIf(first == 0, "\033P>|Longshell 1\033\\");
            // @vt CSI Ps n - DSR, alive (5), CPR, where is the cursor (6)
            case 'n' -> status(first);
            // @vt CSI ? Ps n - DECXCPR (6)
            case '?' << 8 | 'n' -> {
                if (first == 6) {
                    position("\033[?");
                }
            }
            // @vt CSI Ps $ p - DECRQM
            case '$' << 8 | 'p' -> mode("\033[", first, modeSwitch.stateOf(first, false));
            // @vt CSI ? Ps $ p - DECRQM of a private mode
            case ('?' << 8 | '$') << 8 | 'p' -> mode("\033[?", first, modeSwitch.stateOf(first, true));
            case 't' -> window(first, parameters.get(1));
            default -> { }
        }
    }

    private void replyIf(boolean known, String text) {
        if (known) {
            reply(text);
        }
    }

    private void status(int what) {
        if (what == 5) {
            reply("\033[0n");
        } else if (what == 6) {
            position("\033[");
        }
    }

    private void mode(String prefix, int mode, int state) {
        answer.length = 0;
        answer.ascii(prefix).number(mode).add(';').number(state).ascii("$y");
        terminal.listener.reply(answer.toArray());
    }

    /** In origin mode rows count from the top margin (DEC STD 070); xterm.js does not know that. */
    private void position(String prefix) {
        int row = terminal.grid.y + 1 - (terminal.modes.origin ? terminal.grid.top : 0);
        answer.length = 0;
        answer.ascii(prefix).number(row).add(';').number(Math.min(terminal.grid.x, terminal.columns - 1) + 1).add('R');
        terminal.listener.reply(answer.toArray());
    }

    private void window(int what, int detail) {
        switch (what) {
            // @vt CSI 14 t - XTWINOPS, size of the text area in pixels
            case 14 -> reply("\033[4;" + terminal.rows * CELL_HEIGHT + ";" + terminal.columns * CELL_WIDTH + "t");
            // @vt CSI 16 t - XTWINOPS, size of a cell in pixels
            case 16 -> reply("\033[6;" + CELL_HEIGHT + ";" + CELL_WIDTH + "t");
            // @vt CSI 18 t - XTWINOPS, size of the text area in cells
            case 18 -> reply("\033[8;" + terminal.rows + ";" + terminal.columns + "t");
            // @vt CSI 22 ; Ps t - XTWINOPS, push icon name and title (0), icon name (1), title (2)
            case 22 -> terminal.titles.push(detail);
            // @vt CSI 23 ; Ps t - XTWINOPS, pop them
            case 23 -> terminal.titles.pop(detail);
            default -> { }
        }
    }

    /** OSC 4, 10, 11 and 12 with "?". */
    void colour(int index) {
        String number = index < Palette.FOREGROUND ? "4;" + index : String.valueOf(index - Palette.FOREGROUND + 10);
        reply("\033]" + number + ";" + Palette.format(terminal.palette.get(index)) + "\033\\");
    }

    // @vt DCS $ q Pt ST - DECRQSS of "q (DECSCA), "p (DECSCL), r (DECSTBM), m (SGR), SP q (DECSCUSR)
    void deviceControl(Bytes string) {
        String answer = switch (string.toText()) {
            case "\"q" -> ((terminal.pen & Style.PROTECTED) != 0 ? "1" : "0") + "\"q";
            case "\"p" -> "61;1\"p";
            case "r" -> terminal.grid.top + 1 + ";" + (terminal.grid.bottom + 1) + "r";
            case "m" -> rendition() + "m";
            case " q" -> (terminal.modes.cursorStyle == 0 ? 2 : terminal.modes.cursorStyle) + " q";
            default -> null;
        };
        reply(answer == null ? "\033P0$r\033\\" : "\033P1$r" + answer + "\033\\");
    }

    private String rendition() {
        Bytes out = new Bytes(64);
        StyleWriter.answer(out, terminal.pen, terminal.penExtra);
        return new String(out.array, 0, out.length, StandardCharsets.US_ASCII);
    }
}
