package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.longshell.screen.Screen;
import dev.longshell.screen.ScreenListener;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The picture of a session showed half of what its program was about to draw. */
class WholeScreensTest {
    private final List<Runnable> due = new ArrayList<>();
    private final List<Long> delays = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private long now = -5;
    private final WholeScreens whole = new WholeScreens((action, nanos) -> {
        due.add(action);
        delays.add(nanos);
    }, () -> now);
    private final Screen screen = new Screen(80, 24, 0, new ScreenListener() {
        @Override
        public void synchronizedUpdate(boolean begins) {
            whole.update(begins);
        }
    });

    @Test
    void aScreenOutsideAnUpdateIsTakenAtOnce() {
        write("\033[?2026l\033[Hone\033[?2026h\033[Htwo\033[?2026l");

        take();

        assertEquals(List.of("two"), taken);
    }

    @Test
    void aScreenInsideAnUpdateIsTakenAtItsEndAndNotInTheNextOne() {
        write("frame one\033[?2026h\033[2J\033[Hframe tw");
        take();
        assertEquals(List.of(), taken);

        write("o\033[?2026l\033[?2026h\033[2J\033[Hframe thr");

        assertEquals(List.of("frame two"), taken);
        due.forEach(Runnable::run);
        assertEquals(1, taken.size());
    }

    @Test
    void resetsEndAnUpdateToo() {
        write("\033[?2026hone");
        take();
        write("\033[!p");
        write("\r\033[?2026htwo");
        take();
        write("\033cx");

        assertEquals("one", taken.get(0));
        assertEquals(2, taken.size());
    }

    @Test
    void anUpdateThatDoesNotEndIsShownAfterASecond() {
        write("\033[?2026hone");
        now += WholeScreens.LIMIT_NANOS / 4;
        write("\033[?2026h"); // the same update still
        take();
        assertEquals(List.of(WholeScreens.LIMIT_NANOS * 3 / 4), delays);

        due.forEach(Runnable::run);
        now += WholeScreens.LIMIT_NANOS;
        take();

        assertEquals(List.of("one", "one"), taken);
    }

    @Test
    void noMoreThanItsBoundWait() {
        write("\033[?2026hone");
        for (int i = 0; i <= WholeScreens.MOST; i++) {
            take();
        }

        assertEquals(1, taken.size());
    }

    private void take() {
        whole.whenWhole(() -> taken.add(screen.text(0)));
    }

    private void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        screen.write(bytes, 0, bytes.length);
    }
}
