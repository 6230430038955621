package dev.longshell.screen;

/** Writes styles as SGR parameters; knows nothing of what was in force before. */
final class StyleWriter {

    private static final long[] FLAGS = {
        Style.BOLD, Style.DIM, Style.ITALIC, Style.UNDERLINE, Style.BLINK, Style.INVERSE, Style.INVISIBLE,
        Style.STRIKE, Style.OVERLINE};
    private static final int[] CODES = {1, 2, 3, 4, 5, 7, 8, 9, 53};

    private StyleWriter() { }

    /** "0" and all that is set: the style, whatever came before. */
    static void parameters(Bytes out, long primary, long secondary) {
        flags(out, primary, secondary);
        colour(out, Style.foreground(primary), 30, 90, 38);
        colour(out, Style.background(primary), 40, 100, 48);
        colour(out, Style.underlineColour(secondary), -1, -1, 58);
    }

    /** The same as DECRQSS answers it: colours beyond the sixteen as sub-parameters (ITU-T T.416, 38:2::r:g:b), by which a program knows that the terminal has them. */
    static void answer(Bytes out, long primary, long secondary) {
        flags(out, primary, secondary);
        answerColour(out, Style.foreground(primary), 30, 90, 38);
        answerColour(out, Style.background(primary), 40, 100, 48);
        answerColour(out, Style.underlineColour(secondary), -1, -1, 58);
    }

    private static void flags(Bytes out, long primary, long secondary) {
        out.add('0');
        for (int flag = 0; flag < FLAGS.length; flag++) {
            if ((primary & FLAGS[flag]) != 0) {
                out.add(';').number(CODES[flag]);
                int style = Style.underlineStyle(secondary);
                if (FLAGS[flag] == Style.UNDERLINE && style > 1) {
                    out.add(':').number(style);
                }
            }
        }
    }

    /** What turns one style into another without SGR 0, 4 or 24, underlining aside. */
    static void change(Bytes out, long from, long to) {
        out.ascii("\033[");
        long off = from & ~to;
        if ((off & (Style.BOLD | Style.DIM)) != 0) {
            out.ascii("22;");
            off &= ~(Style.BOLD | Style.DIM);
        }
        for (int flag = 0; flag < FLAGS.length; flag++) {
            boolean weight = FLAGS[flag] == Style.BOLD || FLAGS[flag] == Style.DIM;
            if (FLAGS[flag] == Style.UNDERLINE) {
                continue;
            }
            if ((to & FLAGS[flag]) != 0) {
                out.number(CODES[flag]).add(';');
            } else if ((off & FLAGS[flag]) != 0 && !weight) {
                out.number(CODES[flag] == 53 ? 55 : CODES[flag] + 20).add(';');
            }
        }
        out.ascii("39;49");
        colour(out, Style.foreground(to), 30, 90, 38);
        colour(out, Style.background(to), 40, 100, 48);
        out.add('m');
        if (((from ^ to) & Style.PROTECTED) != 0) {
            out.ascii((to & Style.PROTECTED) != 0 ? "\033[1\"q" : "\033[0\"q");
        }
    }

    private static void colour(Bytes out, int colour, int base, int bright, int extended) {
        int mode = colour & ~0xffffff;
        int value = colour & 0xff;
        if (mode == 0) {
            return;
        }
        out.add(';');
        if (mode == Style.PALETTE && value < 16 && base > 0) {
            out.number(value < 8 ? base + value : bright + value - 8);
        } else if (mode == Style.PALETTE) {
            out.number(extended).ascii(";5;").number(value);
        } else {
            out.number(extended).ascii(";2;").number(colour >> 16 & 0xff).add(';').number(colour >> 8 & 0xff)
                .add(';').number(value);
        }
    }

    private static void answerColour(Bytes out, int colour, int base, int bright, int extended) {
        int mode = colour & ~0xffffff;
        if (mode != 0 && mode != Style.PALETTE) {
            out.add(';').number(extended).ascii(":2::").number(colour >> 16 & 0xff).add(':').number(colour >> 8 & 0xff).add(':').number(colour & 0xff);
        } else if (mode == Style.PALETTE && ((colour & 0xff) >= 16 || base < 0)) {
            out.add(';').number(extended).ascii(":5:").number(colour & 0xff);
        } else {
            colour(out, colour, base, bright, extended);
        }
    }
}
