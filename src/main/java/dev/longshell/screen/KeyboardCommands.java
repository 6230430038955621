package dev.longshell.screen;

/** Takes what a program asks of the keyboard, and answers what it asked; knows nothing of what a key sends. */
final class KeyboardCommands {

    /** The resource of that name in XTMODKEYS. */
    private static final int MODIFY_OTHER_KEYS = 4;
    private static final int HIGHEST_LEVEL = 2;

    private final Terminal terminal;

    KeyboardCommands(Terminal terminal) {
        this.terminal = terminal;
    }

    /** @return whether it was one of these */
    boolean controlSequence(int identifier, Parameters parameters) {
        KeyboardFlags flags = terminal.grid.keyboard;
        int first = parameters.get(0);
        switch (identifier) {
            // @vt CSI > flags u - push the flags of the kitty keyboard protocol, of the buffer shown
            case '>' << 8 | 'u' -> flags.push(first);
            // @vt CSI < Ps u - pop so many
            case '<' << 8 | 'u' -> flags.pop(parameters.atLeastOne(0));
            // @vt CSI = flags ; how u - set these and no other (1), set them too (2), take them away (3)
            case '=' << 8 | 'u' -> flags.set(first, parameters.atLeastOne(1));
            // @vt CSI ? u - which flags are set
            case '?' << 8 | 'u' -> reply("\033[?", flags.flags(), 'u');
            // @vt CSI > 4 ; level m - XTMODKEYS, modifyOtherKeys 0, 1 or 2; without a level, or without a 4, 0
            case '>' << 8 | 'm' -> modify(first, parameters.get(1));
            // @vt CSI > 4 n - modifyOtherKeys off
            case '>' << 8 | 'n' -> {
                if (first == MODIFY_OTHER_KEYS) {
                    modify(first, 0);
                }
            }
            // @vt CSI ? 4 m - XTQMODKEYS, which level modifyOtherKeys has
            case '?' << 8 | 'm' -> {
                if (first == MODIFY_OTHER_KEYS) {
                    reply("\033[>4;", terminal.modes.modifyOtherKeys, 'm');
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void modify(int resource, int level) {
        if (level <= HIGHEST_LEVEL && (resource == MODIFY_OTHER_KEYS || resource == 0 && level == 0)) {
            terminal.modes.modifyOtherKeys = level;
        }
    }

    private void reply(String prefix, int value, char last) {
        terminal.listener.reply(new Bytes(16).ascii(prefix).number(value).add(last).toArray());
    }
}
