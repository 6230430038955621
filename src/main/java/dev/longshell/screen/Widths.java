package dev.longshell.screen;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How many columns a code point takes: 0, 1 or 2. The table (widths.txt) was read off xterm.js 6.0.0 with its
 * unicode11 add-on, and moves with the release that the page uses; knows nothing of grapheme clusters.
 */
final class Widths {

    private static final int PAGE = 256;
    private static final byte[] NARROW_PAGE = new byte[PAGE];
    private static final byte[][] PAGES = new byte[0x110000 / PAGE][];

    static {
        Arrays.fill(NARROW_PAGE, (byte) 1);
        Arrays.fill(PAGES, NARROW_PAGE);
        load();
    }

    private Widths() { }

    static int of(int codePoint) {
        return PAGES[codePoint >> 8][codePoint & 0xff];
    }

    private static void load() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Widths.class.getResourceAsStream("widths.txt"), StandardCharsets.US_ASCII))) {
            reader.lines().filter(line -> !line.startsWith("#")).forEach(Widths::loadRange);
        } catch (IOException e) {
            throw new UncheckedIOException("widths.txt", e);
        }
        for (int page = 1; page < PAGES.length; page++) {
            if (Arrays.equals(PAGES[page], PAGES[page - 1])) {
                PAGES[page] = PAGES[page - 1];
            }
        }
    }

    private static void loadRange(String line) {
        int dash = line.indexOf('-');
        int equals = line.indexOf('=');
        int last = Integer.parseInt(line.substring(dash + 1, equals), 16);
        byte width = (byte) (line.charAt(equals + 1) - '0');
        for (int codePoint = Integer.parseInt(line.substring(0, dash), 16); codePoint <= last; codePoint++) {
            int page = codePoint / PAGE;
            if (PAGES[page] == NARROW_PAGE) {
                PAGES[page] = NARROW_PAGE.clone();
            }
            PAGES[page][codePoint % PAGE] = width;
        }
    }
}
