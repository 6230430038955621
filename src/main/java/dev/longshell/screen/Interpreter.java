package dev.longshell.screen;

/**
 * Says what each control, escape sequence and control sequence does to the {@link Terminal}; knows nothing of bytes.
 * One {@code @vt} line per sequence, from which docs/sequences.md is made; numbers are those of ECMA-48, DEC STD 070
 * and xterm's ctlseqs. Where those leave a choice, or xterm.js 6.0.0 decides otherwise, xterm.js is followed.
 */
final class Interpreter {

    private final Terminal terminal;
    private final Rendition rendition = new Rendition();
    private final ModeSwitch modeSwitch;
    private final Reports reports;
    private final Commands commands;
    private final KeyboardCommands keyboard;
    private final Repeater repeater;
    private Parser parser;

    Interpreter(Terminal terminal) {
        this.terminal = terminal;
        modeSwitch = new ModeSwitch(terminal);
        reports = new Reports(terminal);
        commands = new Commands(terminal, reports);
        keyboard = new KeyboardCommands(terminal);
        repeater = new Repeater(terminal);
    }

    void connect(Parser connected) {
        parser = connected;
    }

    Repeater repeater() {
        return repeater;
    }

    // --- C0 and C1 ---

    void execute(int code) {
        switch (code) {
            // @vt BEL - ring the bell
            case 0x07 -> terminal.listener.bell();
            // @vt BS - one column left; with reverse wrap also back over a soft wrap
            case 0x08 -> backspace();
            // @vt HT - to the next tab stop
            case 0x09 -> tab(1);
            // @vt LF - one line down, scrolling at the bottom margin; VT and FF do the same
            case 0x0a, 0x0b, 0x0c -> terminal.lineFeed();
            // @vt CR - to the first column
            case 0x0d -> terminal.grid.x = 0;
            // @vt SO - G1 into GL (LS1)
            case 0x0e -> terminal.setLevel(1);
            // @vt SI - G0 into GL (LS0)
            case 0x0f -> terminal.setLevel(0);
            // @vt IND (U+0084) - as ESC D
            case 0x84 -> terminal.index();
            // @vt NEL (U+0085) - as ESC E
            case 0x85 -> nextLine();
            // @vt HTS (U+0088) - as ESC H
            case 0x88 -> terminal.grid.tabs.set(terminal.grid.x);
            default -> { }
        }
        terminal.forgetLast();
    }

    private void backspace() {
        Grid grid = terminal.grid;
        if (!terminal.modes.reverseWrap) {
            terminal.restrictCursor(terminal.columns - 1);
            if (grid.x > 0) {
                grid.x--;
            }
            return;
        }
        terminal.restrictCursor(terminal.columns);
        if (grid.x > 0) {
            grid.x--;
        } else if (grid.y > grid.top && grid.y <= grid.bottom && grid.lines[grid.y].wrapped) {
            grid.lines[grid.y].wrapped = false;
            grid.y--;
            grid.x = terminal.columns - 1;
            Line line = grid.lines[grid.y];
            if (line.width(grid.x) != 0 && !Cell.hasContent(line.cells[grid.x])) {
                grid.x--;
            }
        }
        terminal.restrictCursor(terminal.columns - 1);
    }

    private void tab(int count) {
        Grid grid = terminal.grid;
        for (int i = 0; i < count && grid.x < terminal.columns - 1; i++) {
            grid.x = grid.nextTab(grid.x);
        }
    }

    private void nextLine() {
        terminal.grid.x = 0;
        terminal.index();
    }

    // --- escape sequences ---

    /** @param identifier the intermediates and the final character, eight bits each */
    void escape(int identifier) {
        switch (identifier) {
            // @vt ESC 7 - DECSC, save cursor, colours, flags and character set
            case '7' -> terminal.saveCursor();
            // @vt ESC 8 - DECRC, restore them
            case '8' -> terminal.restoreCursor();
            // @vt ESC D - IND, one line down, scrolling at the bottom margin
            case 'D' -> terminal.index();
            // @vt ESC E - NEL, to the start of the next line
            case 'E' -> nextLine();
            // @vt ESC H - HTS, set a tab stop here
            case 'H' -> terminal.grid.tabs.set(terminal.grid.x);
            // @vt ESC M - RI, one line up, scrolling at the top margin
            case 'M' -> terminal.reverseIndex();
            // @vt ESC = - DECKPAM, application keypad
            case '=' -> terminal.modes.keypad = true;
            // @vt ESC > - DECKPNM, numeric keypad
            case '>' -> terminal.modes.keypad = false;
            // @vt ESC c - RIS, reset
            case 'c' -> reset();
            // @vt ESC n, ESC o, ESC |, ESC }, ESC ~ - LS2, LS3, LS3R, LS2R, LS1R, another set into use
            case 'n', '}' -> terminal.setLevel(2);
            case 'o', '|' -> terminal.setLevel(3);
            case '~' -> terminal.setLevel(1);
            // @vt ESC # 8 - DECALN, fill the screen with E
            case '#' << 8 | '8' -> align();
            // @vt ESC % @, ESC % G - ASCII into G0 and into use
            case '%' << 8 | '@', '%' << 8 | 'G' -> {
                terminal.setLevel(0);
                terminal.designate(0, 'B');
            }
            default -> designate(identifier >> 8, identifier & 0xff);
        }
        terminal.forgetLast();
    }

    private void designate(int intermediate, int name) {
        // @vt ESC ( C, ESC ) C, ESC * C, ESC + C, ESC - C, ESC . C - SCS, designate G0 to G3
        int register = switch (intermediate) {
            case '(' -> 0;
            case ')', '-' -> 1;
            case '*', '.' -> 2;
            case '+' -> 3;
            default -> -1;
        };
        if (register >= 0 && Charsets.isKnown(name)) {
            terminal.designate(register, name);
        }
    }

    private void reset() {
        terminal.reset();
        parser.reset();
    }

    private void align() {
        Grid grid = terminal.grid;
        terminal.setCursor(0, 0);
        long pen = terminal.styles.intern(terminal.pen, 0);
        grid.fill(Cell.of('E', 1, pen));
        terminal.setCursor(0, 0);
    }

    // --- control sequences ---

    /** @param identifier prefix, intermediates and final character, eight bits each */
    void controlSequence(int identifier, Parameters parameters) {
        if (identifier == 'm') {
            // @vt CSI Ps ... m - SGR, style in force (see below)
            rendition(parameters);
            return;
        }
        if (identifier == 'b') {
            // @vt CSI Ps b - REP, print the last character again
            repeater.repeat(parameters.atLeastOne(0));
            terminal.forgetLast();
            return;
        }
        if (!move(identifier, parameters) && !edit(identifier, parameters)) {
            other(identifier, parameters);
        }
        terminal.forgetLast();
    }

    void rendition(Parameters parameters) {
        rendition.apply(parameters, terminal);
        terminal.forgetLast();
    }

    void rendition(KnownRenditions.Effect effect) {
        rendition.apply(effect, terminal);
        terminal.forgetLast();
    }

    /** As {@link #rendition(Parameters)}, and remembers what these bytes do. */
    void rendition(long bytes, Parameters parameters) {
        KnownRenditions.Effect effect = rendition.effect(bytes, parameters);
        KnownRenditions.add(effect);
        rendition(effect);
    }

    private boolean move(int identifier, Parameters parameters) {
        Grid grid = terminal.grid;
        int count = parameters.atLeastOne(0);
        switch (identifier) {
            // @vt CSI Ps A - CUU, up, stopping at the top margin
            case 'A' -> up(count);
            // @vt CSI Ps B - CUD, down, stopping at the bottom margin
            case 'B' -> down(count);
            // @vt CSI Ps C, CSI Ps a - CUF, HPR, right
            case 'C', 'a' -> terminal.moveCursor(count, 0);
            // @vt CSI Ps D - CUB, left
            case 'D' -> terminal.moveCursor(-count, 0);
            // @vt CSI Ps E - CNL, down, to the first column
            case 'E' -> {
                down(count);
                grid.x = 0;
            }
            // @vt CSI Ps F - CPL, up, to the first column
            case 'F' -> {
                up(count);
                grid.x = 0;
            }
            // @vt CSI Ps G, CSI Ps ` - CHA, HPA, to a column
            case 'G', '`' -> terminal.setCursor(count - 1, grid.y);
            // @vt CSI Ps ; Ps H, CSI Ps ; Ps f - CUP, HVP, to a row and column
            case 'H', 'f' -> terminal.setCursor(parameters.atLeastOne(1) - 1, count - 1);
            // @vt CSI Ps I - CHT, to the next tab stops
            case 'I' -> tab(count);
            // @vt CSI Ps Z - CBT, to the previous tab stops
            case 'Z' -> backTab(count);
            // @vt CSI Ps d - VPA, to a row
            case 'd' -> terminal.setCursor(grid.x, count - 1);
            // @vt CSI Ps e - VPR, down
            case 'e' -> terminal.moveCursor(0, count);
            // @vt CSI s - SCOSC, as ESC 7
            case 's' -> terminal.saveCursor();
            // @vt CSI u - SCORC, as ESC 8
            case 'u' -> terminal.restoreCursor();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void up(int count) {
        int room = terminal.grid.y - terminal.grid.top;
        terminal.moveCursor(0, -(room >= 0 ? Math.min(room, count) : count));
    }

    private void down(int count) {
        int room = terminal.grid.bottom - terminal.grid.y;
        terminal.moveCursor(0, room >= 0 ? Math.min(room, count) : count);
    }

    private void backTab(int count) {
        Grid grid = terminal.grid;
        if (grid.x >= terminal.columns) {
            return;
        }
        for (int i = 0; i < count && grid.x > 0; i++) {
            grid.x = grid.previousTab(grid.x);
        }
    }

    private boolean edit(int identifier, Parameters parameters) {
        int count = parameters.atLeastOne(0);
        Erasure erasure = repeater.erasure();
        switch (identifier) {
            // @vt CSI Ps J - ED, erase below (0), above (1), all (2), history (3)
            case 'J' -> erasure.inDisplay(parameters.get(0), false);
            // @vt CSI ? Ps J - DECSED, the same, sparing protected characters
            case '?' << 8 | 'J' -> erasure.inDisplay(parameters.get(0), true);
            // @vt CSI Ps K - EL, erase right (0), left (1), the whole line (2)
            case 'K' -> erasure.inLine(parameters.get(0), false);
            // @vt CSI ? Ps K - DECSEL, the same, sparing protected characters
            case '?' << 8 | 'K' -> erasure.inLine(parameters.get(0), true);
            // @vt CSI Ps X - ECH, erase characters
            case 'X' -> erasure.characters(count);
            // @vt CSI Ps @ - ICH, insert erased characters
            case '@' -> erasure.insertCharacters(count);
            // @vt CSI Ps P - DCH, delete characters
            case 'P' -> erasure.deleteCharacters(count);
            // @vt CSI Ps L - IL, insert lines at the cursor, within the margins
            case 'L' -> erasure.insertLines(count);
            // @vt CSI Ps M - DL, delete lines at the cursor, within the margins
            case 'M' -> erasure.deleteLines(count);
            // @vt CSI Ps S - SU, scroll the region up (nothing joins the history)
            case 'S' -> erasure.scrollUp(count);
            // @vt CSI Ps T - SD, scroll the region down
            case 'T' -> erasure.scrollDown(count);
            // @vt CSI Ps SP @ - SL, move the region's columns left
            case ' ' << 8 | '@' -> erasure.moveColumns(0, -count);
            // @vt CSI Ps SP A - SR, move the region's columns right
            case ' ' << 8 | 'A' -> erasure.moveColumns(0, count);
            // @vt CSI Ps ' } - DECIC, insert columns at the cursor
            case '\'' << 8 | '}' -> erasure.moveColumns(terminal.grid.x, count);
            // @vt CSI Ps ' ~ - DECDC, delete columns at the cursor
            case '\'' << 8 | '~' -> erasure.moveColumns(terminal.grid.x, -count);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void other(int identifier, Parameters parameters) {
        switch (identifier) {
            // @vt CSI Ps ... h - SM, switch modes on
            case 'h' -> modeSwitch.standard(parameters, true);
            // @vt CSI Ps ... l - RM, switch modes off
            case 'l' -> modeSwitch.standard(parameters, false);
            // @vt CSI ? Ps ... h - DECSET, switch private modes on
            case '?' << 8 | 'h' -> modeSwitch.decPrivate(parameters, true);
            // @vt CSI ? Ps ... l - DECRST, switch private modes off
            case '?' << 8 | 'l' -> modeSwitch.decPrivate(parameters, false);
            // @vt CSI Ps g - TBC, clear the tab stop here (0) or all (3)
            case 'g' -> clearTabs(parameters.get(0));
            // @vt CSI Ps ; Ps r - DECSTBM, top and bottom margin
            case 'r' -> margins(parameters);
            // @vt CSI Ps " q - DECSCA, protect (1) or not (0, 2) what is printed
            case '"' << 8 | 'q' -> protect(parameters.get(0));
            // @vt CSI Ps SP q - DECSCUSR, cursor shape and blinking
            case ' ' << 8 | 'q' -> cursorStyle(parameters.get(0));
            // @vt CSI ! p - DECSTR, soft reset
            case '!' << 8 | 'p' -> terminal.softReset();
            default -> {
                if (!keyboard.controlSequence(identifier, parameters)) {
                    reports.controlSequence(identifier, parameters);
                }
            }
        }
    }

    private void clearTabs(int which) {
        if (which == 0) {
            terminal.grid.tabs.clear(terminal.grid.x);
        } else if (which == 3) {
            terminal.grid.tabs.clear();
        }
    }

    private void margins(Parameters parameters) {
        int top = parameters.atLeastOne(0);
        int bottom = parameters.get(1);
        if (bottom == 0 || bottom > terminal.rows) {
            bottom = terminal.rows;
        }
        if (bottom > top) {
            terminal.grid.top = top - 1;
            terminal.grid.bottom = bottom - 1;
            terminal.setCursor(0, 0);
        }
    }

    private void protect(int how) {
        if (how == 1) {
            terminal.setPen(terminal.pen | Style.PROTECTED, terminal.penExtra);
        } else if (how == 0 || how == 2) {
            terminal.setPen(terminal.pen & ~Style.PROTECTED, terminal.penExtra);
        }
    }

    private void cursorStyle(int style) {
        terminal.modes.cursorStyle = style > 6 ? (style & 1) == 1 ? 5 : 6 : style;
    }

    // --- strings ---

    void command(Bytes string) {
        commands.run(string);
    }

    boolean wantsString(int identifier) {
        return identifier == ('$' << 8 | 'q');
    }

    void deviceControl(int identifier, Bytes string) {
        reports.deviceControl(string);
    }
}
