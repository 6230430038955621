package dev.longshell.keeper;

import dev.longshell.screen.Screen;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** The output that a restored session begins with: the old screen, everything that its program had asked of the terminal taken back, and a line below it. Knows nothing of PTYs. */
final class Preface {
    /** Bytes; a larger screen would leave no room in the log for what comes. */
    private static final int LARGEST_SNAPSHOT_BYTES = OutputLog.CAPACITY_BYTES / 2;
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    /** Titles that a terminal keeps on its stack at most (xterm.js). */
    private static final int TITLES = 10;
    private static final int TAB_WIDTH = 8;
    /**
     * CAN; main buffer; what each buffer saved and the modes of DECSTR; the other modes: cursor blinking, mouse, focus, paste and synchronized output off, alternate
     * scrolling on, LNM off (xterm's private modes); cursor keys and keypad as at first; the palette, the link and kitty's keyboard flags given back; the title's
     * stack emptied, then no title.
     */
    private static final String AS_AT_FIRST = "\u0018\u001b[?1049l\u001b[?47h\u001b[!p\u001b[?47l\u001b[!p\u001b[?9;12;1000;1001;1002;1003;1004;1005;1006;1015;1016;2004;2026l"
            + "\u001b[?1007h\u001b[20l\u001b[?1l\u001b>\u001b[?7h\u001b[?25h\u001b[0m\u001b]104\u0007\u001b]110\u0007\u001b]111\u0007\u001b]112\u0007\u001b]8;;\u0007\u001b[=0;1u"
            + "\u001b[23;0t".repeat(TITLES) + "\u001b]0;\u0007\u001b[3g";

    private Preface() {
    }

    static byte[] of(Checkpoint checkpoint) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Screen screen = checkpoint.screen();
        if (checkpoint.snapshot().length <= LARGEST_SNAPSHOT_BYTES) {
            bytes.writeBytes(checkpoint.snapshot());
        }
        byte[] reset = asAtFirst(screen.columns()).getBytes(StandardCharsets.UTF_8);
        bytes.writeBytes(reset);
        screen.write(reset, 0, reset.length);
        String at = MINUTE.format(Instant.ofEpochMilli(checkpoint.about().takenAtMillis()).atZone(ZoneId.systemDefault()));
        bytes.writeBytes(("\u001b[" + (lastWritten(screen) + 1) + ";1H\r\n\u001b[2m\u2500\u2500 restored: above is the screen of " + at
                + " \u2500\u2500\u001b[0m\r\n").getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    private static String asAtFirst(int columns) {
        StringBuilder reset = new StringBuilder(AS_AT_FIRST);
        for (int column = 1; column <= columns; column += TAB_WIDTH) {
            reset.append("\u001b[").append(column).append("G\u001bH");
        }
        return reset.toString();
    }

    private static int lastWritten(Screen screen) {
        int row = screen.rows() - 1;
        while (row > 0 && screen.text(row).isBlank()) {
            row--;
        }
        return row;
    }
}
