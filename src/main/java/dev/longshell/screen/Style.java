package dev.longshell.screen;

/**
 * The bits of a style (what SGR, DECSCA and OSC 8 set) in two longs; knows nothing of cells.
 *
 * <p>primary: foreground (bits 0-25), background (26-51), flags (52-61), and whether the secondary long counts (62).
 * A colour is a mode (0 default, 1 palette, 2 RGB) above 24 bits. secondary: underline style (0-2), underline colour
 * (3-28), link number (32-63).
 */
final class Style {

    static final int BACKGROUND_SHIFT = 26;
    static final long COLOUR = 0x3ffffffL;
    static final long BACKGROUND = COLOUR << BACKGROUND_SHIFT;
    static final int PALETTE = 1 << 24;
    static final int RGB = 2 << 24;

    static final long BOLD = 1L << 52;
    static final long DIM = 1L << 53;
    static final long ITALIC = 1L << 54;
    static final long UNDERLINE = 1L << 55;
    static final long BLINK = 1L << 56;
    static final long INVERSE = 1L << 57;
    static final long INVISIBLE = 1L << 58;
    static final long STRIKE = 1L << 59;
    static final long OVERLINE = 1L << 60;
    static final long PROTECTED = 1L << 61;
    /** The secondary long counts: an underline style or a link was in force when it was last looked at. */
    static final long EXTENDED = 1L << 62;

    static final long UNDERLINE_STYLE = 7;
    static final int UNDERLINE_COLOUR_SHIFT = 3;
    static final long UNDERLINE_COLOUR = COLOUR << UNDERLINE_COLOUR_SHIFT;
    static final int LINK_SHIFT = 32;

    private Style() { }

    static int foreground(long primary) {
        return (int) (primary & COLOUR);
    }

    static int background(long primary) {
        return (int) (primary >>> BACKGROUND_SHIFT & COLOUR);
    }

    static int underlineColour(long secondary) {
        return (int) (secondary >>> UNDERLINE_COLOUR_SHIFT & COLOUR);
    }

    static int underlineStyle(long secondary) {
        return (int) (secondary & UNDERLINE_STYLE);
    }

    static int link(long secondary) {
        return (int) (secondary >>> LINK_SHIFT);
    }
}
