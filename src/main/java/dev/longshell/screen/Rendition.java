package dev.longshell.screen;

/**
 * SGR: turns parameters into the bits of a {@link Style}, with the reading of colours of xterm.js
 * (ECMA-48 8.3.117, ITU T.416 for ':'); knows nothing of cells.
 */
final class Rendition {

    private static final int MODE_RGB = 2;
    private static final int MODE_INDEXED = 5;

    private long primary;
    private long secondary;
    private final int[] parts = new int[3];
    private int found;
    private boolean updatedExtended;

    void apply(Parameters parameters, Terminal terminal) {
        primary = terminal.pen;
        secondary = terminal.penExtra;
        all(parameters);
        putInForce(terminal);
    }

    /** As {@link #apply(Parameters, Terminal)} with the parameters that have this effect. */
    void apply(KnownRenditions.Effect effect, Terminal terminal) {
        primary = terminal.pen & effect.kept() | effect.set();
        secondary = terminal.penExtra & effect.keptExtra() | effect.setExtra();
        if (effect.updates()) {
            updateExtended();
        }
        putInForce(terminal);
    }

    /** What parameters do to any style: each bit is kept or has one value, so two styles tell. */
    KnownRenditions.Effect effect(long bytes, Parameters parameters) {
        updatedExtended = false;
        primary = 0;
        secondary = 0;
        all(parameters);
        long set = primary;
        long setExtra = secondary;
        primary = -1;
        secondary = -1;
        all(parameters);
        return new KnownRenditions.Effect(bytes, primary, set, secondary, setExtra, updatedExtended);
    }

    private void all(Parameters parameters) {
        int count = parameters.count();
        for (int at = 0; at < count; at++) {
            at += one(parameters, at);
        }
    }

    private void putInForce(Terminal terminal) {
        if (primary != terminal.pen || secondary != terminal.penExtra) {
            terminal.setPen(primary, secondary);
        }
    }

    // @vt SGR 0 - all off but the hyperlink
    // @vt SGR 1, 2, 3, 5, 7, 8, 9, 53 - bold, dim, italic, blink, inverse, invisible, struck, overlined
    // @vt SGR 22, 23, 25, 27, 28, 29, 55 - those off (22 both bold and dim)
    // @vt SGR 4, 4:0 to 4:5, 21, 24 - underlined: single, none, single, double, curly, dotted, dashed; double; off
    // @vt SGR 30-37, 90-97, 39, 40-47, 100-107, 49 - foreground and background of sixteen, or the default
    // @vt SGR 38, 48, 58 ; 5 ; n or ; 2 ; r ; g ; b - foreground, background, underline colour; 38:5:n, 38:2::r:g:b too
    // @vt SGR 59 - underline colour off
    /** Returns how many further parameters belonged to this one. */
    private int one(Parameters parameters, int at) {
        int code = parameters.get(at);
        switch (code) {
            case 30, 31, 32, 33, 34, 35, 36, 37 -> foreground(Style.PALETTE | code - 30);
            case 40, 41, 42, 43, 44, 45, 46, 47 -> background(Style.PALETTE | code - 40);
            case 90, 91, 92, 93, 94, 95, 96, 97 -> foreground(Style.PALETTE | code - 90 + 8);
            case 100, 101, 102, 103, 104, 105, 106, 107 -> background(Style.PALETTE | code - 100 + 8);
            case 38, 48, 58 -> {
                return colour(parameters, at, code);
            }
            default -> flag(parameters, at, code);
        }
        return 0;
    }

    private void flag(Parameters parameters, int at, int code) {
        switch (code) {
            case 0 -> {
                primary = 0;
                secondary &= ~(Style.UNDERLINE_STYLE | Style.UNDERLINE_COLOUR);
                updateExtended();
            }
            case 1 -> primary |= Style.BOLD;
            case 2 -> primary |= Style.DIM;
            case 3 -> primary |= Style.ITALIC;
            case 4 -> underline(parameters.subCount(at) > 0 ? parameters.sub(at, 0) : 1);
            case 5 -> primary |= Style.BLINK;
            case 7 -> primary |= Style.INVERSE;
            case 8 -> primary |= Style.INVISIBLE;
            case 9 -> primary |= Style.STRIKE;
            case 21 -> underline(2);
            case 22 -> primary &= ~(Style.BOLD | Style.DIM);
            case 23 -> primary &= ~Style.ITALIC;
            case 24 -> underline(0);
            case 25 -> primary &= ~Style.BLINK;
            case 27 -> primary &= ~Style.INVERSE;
            case 28 -> primary &= ~Style.INVISIBLE;
            case 29 -> primary &= ~Style.STRIKE;
            case 39 -> foreground(0);
            case 49 -> background(0);
            case 53 -> primary |= Style.OVERLINE;
            case 55 -> primary &= ~Style.OVERLINE;
            case 59 -> {
                // xterm.js takes "no colour" for all bits set
                secondary |= Style.UNDERLINE_COLOUR;
                updateExtended();
            }
            default -> { }
        }
    }

    private void foreground(int colour) {
        primary = primary & ~Style.COLOUR | colour;
    }

    private void background(int colour) {
        primary = primary & ~Style.BACKGROUND | (long) colour << Style.BACKGROUND_SHIFT;
    }

    private void underline(int wanted) {
        int style = wanted < 0 || wanted > 5 ? 1 : wanted;
        secondary = secondary & ~Style.UNDERLINE_STYLE | style;
        primary = style == 0 ? primary & ~Style.UNDERLINE : primary | Style.UNDERLINE;
        updateExtended();
    }

    private void updateExtended() {
        updatedExtended = true;
        primary = extended(primary, secondary);
    }

    /** The primary bits with {@link Style#EXTENDED} set where the secondary ones have something to say. */
    static long extended(long primary, long secondary) {
        boolean any = Style.underlineStyle(secondary) != 0 || Style.link(secondary) != 0;
        return any ? primary | Style.EXTENDED : primary & ~Style.EXTENDED;
    }

    /** 38, 48 or 58: the colour follows as sub-parameters, as parameters, or as a mix. */
    private int colour(Parameters parameters, int at, int target) {
        found = 0;
        if (parameters.subCount(at) > 0) {
            int mode = parameters.sub(at, 0);
            addSubs(parameters, at, mode == MODE_RGB ? 2 : 1);
            set(target, mode);
            return 0;
        }
        int mode = parameters.get(at + 1);
        if (mode == MODE_INDEXED && !parameters.hasSubs() && at + 2 < parameters.count()) {
            parts[found++] = parameters.get(at + 2);
            set(target, mode);
            return 2;
        }
        int last = mode == MODE_INDEXED ? 2 : mode == MODE_RGB ? 4 : mode == 0 ? 6 : 5;
        int taken = 1;
        for (; taken <= last && at + taken < parameters.count(); taken++) {
            if (taken > 1) {
                add(parameters.get(at + taken));
            }
            if (parameters.subCount(at + taken) > 0) {
                addSubs(parameters, at + taken, taken == 1 && mode == MODE_RGB ? 1 : 0);
                set(target, mode);
                return taken;
            }
        }
        set(target, mode);
        return Math.min(taken, last);
    }

    private void addSubs(Parameters parameters, int at, int from) {
        for (int sub = from; sub < parameters.subCount(at); sub++) {
            add(Math.max(0, parameters.sub(at, sub)));
        }
    }

    private void add(int part) {
        if (found < parts.length) {
            parts[found++] = part;
        }
    }

    private int part(int index) {
        return index < found ? parts[index] & 0xff : 0;
    }

    private void set(int target, int mode) {
        int old = switch (target) {
            case 38 -> Style.foreground(primary);
            case 48 -> Style.background(primary);
            default -> Style.underlineColour(secondary);
        };
        int colour = old;
        if (mode == MODE_RGB) {
            colour = Style.RGB | part(0) << 16 | part(1) << 8 | part(2);
        } else if (mode == MODE_INDEXED) {
            colour = Style.PALETTE | part(0);
        }
        switch (target) {
            case 38 -> foreground(colour);
            case 48 -> background(colour);
            default -> secondary = secondary & ~Style.UNDERLINE_COLOUR | (long) colour << Style.UNDERLINE_COLOUR_SHIFT;
        }
    }
}
