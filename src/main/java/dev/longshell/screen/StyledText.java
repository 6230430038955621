package dev.longshell.screen;

import java.util.ArrayList;
import java.util.List;

/**
 * A run of text in one style, for pages and thumbnails; knows nothing of how a colour looks.
 *
 * @param foreground -1 the default, 0 to 255 the palette, or 0x1000000 and 24 bits of RGB
 * @param background as foreground
 * @param flags of {@link #BOLD} and so on
 */
public record StyledText(String text, int foreground, int background, int flags) {

    public static final int BOLD = 1;
    public static final int DIM = 2;
    public static final int ITALIC = 4;
    public static final int UNDERLINE = 8;
    public static final int BLINK = 16;
    public static final int INVERSE = 32;
    public static final int INVISIBLE = 64;
    public static final int STRIKE = 128;
    public static final int OVERLINE = 256;

    static List<StyledText> of(Line line, Terminal terminal) {
        List<StyledText> runs = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < line.used; column++) {
            long cell = line.cells[column];
            String shown = terminal.text(cell);
            text.append(shown.isEmpty() && Cell.width(cell) != 0 ? " " : shown);
            if (column + 1 == line.used || Cell.style(line.cells[column + 1]) != Cell.style(cell)) {
                runs.add(of(text.toString(), terminal.styles.primary(Cell.style(cell))));
                text.setLength(0);
            }
        }
        return runs;
    }

    private static StyledText of(String text, long primary) {
        int flags = (int) (primary >>> 52) & 0x1ff;
        return new StyledText(text, colour(Style.foreground(primary)), colour(Style.background(primary)), flags);
    }

    private static int colour(int colour) {
        return switch (colour & ~0xffffff) {
            case 0 -> -1;
            case Style.PALETTE -> colour & 0xff;
            default -> 0x1000000 | colour & 0xffffff;
        };
    }
}
