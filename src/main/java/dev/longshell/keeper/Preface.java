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
    /**
     * CAN; main buffer; DECSTR; mouse, focus, paste and synchronized output off (xterm's private modes); cursor keys and keypad as at first; the palette,
     * the link and kitty's keyboard flags given back.
     */
    private static final String AS_AT_FIRST = "\u0018\u001b[?1049l\u001b[!p\u001b[?9;1000;1001;1002;1003;1004;1005;1006;1015;1016;2004;2026l"
            + "\u001b[?1l\u001b>\u001b[?7h\u001b[?25h\u001b[0m\u001b]104\u0007\u001b]110\u0007\u001b]111\u0007\u001b]112\u0007\u001b]8;;\u0007\u001b[=0;1u";

    private Preface() {
    }

    static byte[] of(Checkpoint checkpoint) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Screen screen = checkpoint.screen();
        if (checkpoint.snapshot().length <= LARGEST_SNAPSHOT_BYTES) {
            bytes.writeBytes(checkpoint.snapshot());
        }
        byte[] reset = AS_AT_FIRST.getBytes(StandardCharsets.UTF_8);
        bytes.writeBytes(reset);
        screen.write(reset, 0, reset.length);
        String at = MINUTE.format(Instant.ofEpochMilli(checkpoint.about().takenAtMillis()).atZone(ZoneId.systemDefault()));
        bytes.writeBytes(("\u001b[" + (lastWritten(screen) + 1) + ";1H\r\n\u001b[2m\u2500\u2500 restored: above is the screen of " + at
                + " \u2500\u2500\u001b[0m\r\n").getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    private static int lastWritten(Screen screen) {
        int row = screen.rows() - 1;
        while (row > 0 && screen.text(row).isBlank()) {
            row--;
        }
        return row;
    }
}
