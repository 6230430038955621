package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.screen.Screen;
import dev.longshell.screen.ScreenListener;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A restored session whose columns were off: it had the tab stops of the program that died, its line feed mode and its titles. */
class PrefaceTest {
    /** Shows nothing but an x in the corner, and keeps the state of the terminal. */
    private static final String CLEARED = "\033[H\033[2J\033[3Jx";

    @ParameterizedTest
    @ValueSource(strings = {
        "x\033[3g\033[1;5H\033H\033[1;9H\033H\r\033[20h\033]2;old title\007\033[22;0thello\r",
        "\033[22;0t\033]2;a\007\033[22;0t\033]0;b\007\033[22;1t",
        "\033[?12h\033[5 q\033[?25l\033[?45h\033[?66h\033[?1h\033=",
        "\033[?1007l\033[?1004h\033[?2004h\033[?2026h\033[?1003h\033[?1006h",
        "\033[4h\033[?6h\033[5;10r\033[?7l",
        "\033[?1049h\033[5;6H\033[31m\0337\033[3g",
        "\033[?47h\033[5;6H\033[31m\033(0\0337\033[?47l",
        "\033(0\033)0\016\033[3;4H\033[1;4:3;38;5;99m\033[1\"q\0337",
        "\033]4;1;#123456\007\033]10;#111111\007\033]11;#222222\007\033]12;#333333\007",
        "\033[>4;2m\033[>1u\033[?47h\033[>3u", "\033[>1u\033[?47h\033[>3u\033[?47l",
        "\033]8;id=a;https://example.com/\007link",
        "\033]2;unfinished", "\033[3", "\342\200"})
    void nothingThatTheDeadProgramSetIsLeft(String set) {
        byte[] before = screen(set).snapshot();
        Checkpoint checkpoint = new Checkpoint(new Checkpoint.About(Checkpoint.VERSION, "s", "terminal", List.of("sh"), "/", 80, 24, 100, 0, 0, false, null, null, null, null,
                before.length, Checkpoint.checksum(before)), before);

        Screen restored = screen(new String(Preface.of(checkpoint), StandardCharsets.UTF_8));

        assertTrue(shown(restored).contains("restored: above is the screen"), () -> shown(restored));
        write(restored, CLEARED);
        assertEquals(readable(screen(CLEARED)), readable(restored));
    }

    private static Screen screen(String written) {
        Screen screen = new Screen(80, 24, 100, ScreenListener.NONE);
        write(screen, written);
        return screen;
    }

    private static void write(Screen screen, String written) {
        byte[] bytes = written.getBytes(StandardCharsets.UTF_8);
        screen.write(bytes, 0, bytes.length);
    }

    private static String shown(Screen screen) {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < screen.rows(); row++) {
            text.append(screen.text(row)).append('\n');
        }
        return text.toString();
    }

    private static String readable(Screen screen) {
        return new String(screen.snapshot(), StandardCharsets.UTF_8).replace('\033', '^');
    }
}
