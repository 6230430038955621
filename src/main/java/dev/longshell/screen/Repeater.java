package dev.longshell.screen;

/**
 * REP (ECMA-48 8.3.103); knows nothing of how it was asked for. Repeats are paid for from an allowance that grows with the
 * bytes written, so that a few bytes cannot buy a billion cells.
 */
final class Repeater {

    /** Cells that may be repeated at once: no program repeats more than a screen. */
    private static final long MOST = 1 << 18;
    /** Cells that each further byte of output pays for. */
    private static final int PER_BYTE = 16;

    private final Terminal terminal;
    private final Erasure erasure;
    private final byte[] copies = new byte[256];
    private long allowance = MOST;

    Repeater(Terminal terminal) {
        this.terminal = terminal;
        erasure = new Erasure(terminal);
    }

    Erasure erasure() {
        return erasure;
    }

    void written(int bytes) {
        allowance = Math.min(MOST, allowance + (long) bytes * PER_BYTE);
    }

    void repeat(int count) {
        int width = terminal.lastWidth;
        int column = terminal.grid.x - width;
        Line line = terminal.grid.lines[terminal.grid.y];
        if (width == 0 || column < 0 || column >= line.length()) {
            return;
        }
        String text = terminal.text(line.cells[column]);
        int allowed = (int) Math.min(count, allowance);
        allowance -= allowed;
        if (text.length() == 1 && text.charAt(0) >= 0x20 && text.charAt(0) < 0x7f) {
            repeatAscii((byte) text.charAt(0), allowed);
        } else {
            for (int i = 0; i < allowed; i++) {
                text.codePoints().forEach(terminal::print);
            }
        }
        terminal.endRun();
    }

    private void repeatAscii(byte character, int count) {
        java.util.Arrays.fill(copies, 0, Math.min(count, copies.length), character);
        for (int left = count; left > 0; left -= copies.length) {
            terminal.printAscii(copies, 0, Math.min(left, copies.length));
        }
    }
}
