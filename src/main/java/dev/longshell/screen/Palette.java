package dev.longshell.screen;

import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The colours that OSC 4, 10, 11 and 12 changed, and how colours are written (XParseColor's rgb: and #); knows
 * nothing of the theme below it. Index 0 to 255 is the palette, 256 the foreground, 257 the background, 258 the cursor.
 */
final class Palette {

    static final int FOREGROUND = 256;
    private static final int SPECIAL = 3;
    /** xterm's sixteen, for answers about colours that were not changed; the page's theme is told the same. */
    private static final int[] FIRST = {
        0x2e3436, 0xcc0000, 0x4e9a06, 0xc4a000, 0x3465a4, 0x75507b, 0x06989a, 0xd3d7cf,
        0x555753, 0xef2929, 0x8ae234, 0xfce94f, 0x729fcf, 0xad7fa8, 0x34e2e2, 0xeeeeec};

    private final Map<Integer, Integer> changed = new TreeMap<>();

    Map<Integer, Integer> changed() {
        return changed;
    }

    void set(int index, int rgb) {
        changed.put(index, rgb);
    }

    void reset(int index) {
        changed.remove(index);
    }

    /** OSC 104 without parameters: the palette, not the three special colours. */
    void resetIndexed() {
        changed.keySet().removeIf(index -> index < FOREGROUND);
    }

    static boolean isIndex(int index) {
        return index < FOREGROUND + SPECIAL;
    }

    int get(int index) {
        Integer set = changed.get(index);
        if (set != null) {
            return set;
        }
        if (index >= FOREGROUND) {
            return index == FOREGROUND + 1 ? 0x000000 : 0xffffff;
        }
        if (index < 16) {
            return FIRST[index];
        }
        if (index >= 232) {
            return (8 + 10 * (index - 232)) * 0x010101;
        }
        int cube = index - 16;
        return level(cube / 36) << 16 | level(cube / 6 % 6) << 8 | level(cube % 6);
    }

    private static int level(int step) {
        return step == 0 ? 0 : 55 + 40 * step;
    }

    /** The 24 bits of {@code rgb:h/h/h} (1 to 4 digits each) or {@code #} and 3, 6, 9 or 12 digits; -1 otherwise. */
    static int parse(String text) {
        String lower = text.toLowerCase(java.util.Locale.ROOT);
        if (lower.startsWith("rgb:")) {
            return parseScaled(lower.substring(4));
        }
        int digits = (lower.length() - 1) / 3;
        if (!lower.startsWith("#") || digits < 1 || digits > 4 || lower.length() != 1 + 3 * digits) {
            return -1;
        }
        int rgb = 0;
        for (int part = 0; part < 3; part++) {
            int value = hex(lower.substring(1 + part * digits, 1 + (part + 1) * digits));
            if (value < 0) {
                return -1;
            }
            rgb = rgb << 8 | (digits == 1 ? value << 4 : value >> 4 * (digits - 2));
        }
        return rgb;
    }

    private static int parseScaled(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 3) {
            return -1;
        }
        int rgb = 0;
        for (String part : parts) {
            int value = part.length() == parts[0].length() && part.length() <= 4 ? hex(part) : -1;
            if (value < 0) {
                return -1;
            }
            int largest = (1 << 4 * part.length()) - 1;
            rgb = rgb << 8 | Math.round(value * 255f / largest);
        }
        return rgb;
    }

    private static int hex(String digits) {
        int value = 0;
        for (int at = 0; at < digits.length(); at++) {
            int digit = Character.digit(digits.charAt(at), 16);
            if (digit < 0 || digits.charAt(at) > 'f') {
                return -1;
            }
            value = value << 4 | digit;
        }
        return digits.isEmpty() ? -1 : value;
    }

    static String format(int rgb) {
        return "rgb:" + doubled(rgb >> 16) + '/' + doubled(rgb >> 8) + '/' + doubled(rgb);
    }

    private static String doubled(int part) {
        return HexFormat.of().toHexDigits((byte) part).repeat(2);
    }
}
