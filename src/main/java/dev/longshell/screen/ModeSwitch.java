package dev.longshell.screen;

/** SM, RM, DECSET, DECRST, and what DECRQM answers about them; knows nothing of how text obeys a mode. */
final class ModeSwitch {

    private final Terminal terminal;
    private final Modes modes;

    ModeSwitch(Terminal terminal) {
        this.terminal = terminal;
        modes = terminal.modes;
    }

    void standard(Parameters parameters, boolean on) {
        for (int at = 0; at < parameters.count(); at++) {
            switch (parameters.get(at)) {
                // @vt mode 4 - IRM, insert
                case 4 -> modes.insert = on;
                // @vt mode 20 - LNM, a line feed also returns
                case 20 -> modes.newLine = on;
                default -> { }
            }
        }
    }

    void decPrivate(Parameters parameters, boolean on) {
        for (int at = 0; at < parameters.count(); at++) {
            int mode = parameters.get(at);
            if (!simple(mode, on) && !mouse(mode, on)) {
                buffers(mode, on);
            }
        }
    }

    private boolean simple(int mode, boolean on) {
        switch (mode) {
            // @vt mode ?1 - DECCKM, application cursor keys
            case 1 -> modes.cursorKeys = on;
            // @vt mode ?2 - DECANM, on: ASCII in all four sets
            case 2 -> designateAscii(on);
            // @vt mode ?6 - DECOM, rows count from the top margin
            case 6 -> {
                modes.origin = on;
                terminal.setCursor(0, 0);
            }
            // @vt mode ?7 - DECAWM, wrap at the right edge
            case 7 -> modes.wrap = on;
            // @vt mode ?12 - blinking cursor
            case 12 -> modes.cursorBlink = on;
            // @vt mode ?25 - DECTCEM, visible cursor
            case 25 -> modes.cursorHidden = !on;
            // @vt mode ?45 - BS goes back over soft wraps
            case 45 -> modes.reverseWrap = on;
            // @vt mode ?66 - DECNKM, application keypad
            case 66 -> modes.keypad = on;
            // @vt mode ?1004 - focus reports
            case 1004 -> reportFocus(on);
            // @vt mode ?1007 - alternate scroll, on at first: a wheel over the alternate buffer presses cursor keys
            case 1007 -> modes.alternateScroll = on;
            // @vt mode ?2004 - bracketed paste
            case 2004 -> modes.bracketedPaste = on;
            // @vt mode ?2026 - synchronized output
            case 2026 -> synchronize(on);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void reportFocus(boolean on) {
        if (modes.focusReports != on) {
            modes.focusReports = on;
            terminal.listener.focusReports(on);
        }
    }

    private void synchronize(boolean on) {
        if (modes.synchronizedOutput != on) {
            modes.synchronizedOutput = on;
            terminal.listener.synchronizedUpdate(on);
        }
    }

    private void designateAscii(boolean on) {
        for (int register = 0; on && register < 4; register++) {
            terminal.designate(register, 'B');
        }
    }

    private boolean mouse(int mode, boolean on) {
        switch (mode) {
            // @vt mode ?9, ?1000, ?1002, ?1003 - mouse reports: press, press and release, drag, any motion
            case 9, 1000, 1002, 1003 -> modes.mouse = on ? mode : 0;
            // @vt mode ?1006, ?1016 - mouse reports in SGR form, in cells or pixels
            case 1006, 1016 -> modes.mouseEncoding = on ? mode : 0;
            default -> {
                return false;
            }
        }
        return true;
    }

    private void buffers(int mode, boolean on) {
        switch (mode) {
            // @vt mode ?1048 - save and restore the cursor
            case 1048 -> saveOrRestore(on);
            // @vt mode ?47, ?1047 - the alternate buffer
            case 47, 1047 -> alternate(on);
            // @vt mode ?1049 - both
            case 1049 -> {
                if (on) {
                    terminal.saveCursor();
                }
                alternate(on);
                if (!on) {
                    terminal.restoreCursor();
                }
            }
            default -> { }
        }
    }

    private void saveOrRestore(boolean save) {
        if (save) {
            terminal.saveCursor();
        } else {
            terminal.restoreCursor();
        }
    }

    private void alternate(boolean on) {
        if (on) {
            terminal.enterAlternate();
        } else {
            terminal.leaveAlternate();
        }
    }

    /** DECRQM: 1 set, 2 reset, 3 and 4 the same for good, 0 unknown. */
    int stateOf(int mode, boolean decPrivate) {
        if (!decPrivate) {
            return switch (mode) {
                case 2 -> 4;
                case 4 -> set(modes.insert);
                case 12 -> 3;
                case 20 -> set(modes.newLine);
                default -> 0;
            };
        }
        return switch (mode) {
            case 1 -> set(modes.cursorKeys);
            case 6 -> set(modes.origin);
            case 7 -> set(modes.wrap);
            case 8 -> 3;
            case 9, 1000, 1002, 1003 -> set(modes.mouse == mode);
            case 12 -> set(modes.cursorBlink);
            case 25 -> set(!modes.cursorHidden);
            case 45 -> set(modes.reverseWrap);
            case 66 -> set(modes.keypad);
            case 67, 1005, 1015 -> 4;
            case 1004 -> set(modes.focusReports);
            case 1006, 1016 -> set(modes.mouseEncoding == mode);
            case 47, 1047, 1049 -> set(terminal.grid == terminal.alternate);
            case 1048 -> 1;
            case 1007 -> set(modes.alternateScroll);
            case 2004 -> set(modes.bracketedPaste);
            case 2026 -> set(modes.synchronizedOutput);
            default -> 0;
        };
    }

    private static int set(boolean on) {
        return on ? 1 : 2;
    }
}
