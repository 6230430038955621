package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.wire.Call;
import dev.longshell.wire.OpenSession;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a session that has said something and now waits costs the keeper's heap: its log, its screen and its history together. */
@Timeout(120)
class IdleCostTest {
    private static final int SESSIONS = 10;

    @RegisterExtension
    static final RunningKeeper keeper = new RunningKeeper();

    @Test
    void fiveHundredLinesCostLessThan200Kibibytes() {
        assertLess(200 << 10, 500);
    }

    @Test
    void tenThousandLinesCostLessThan2Mebibytes() {
        assertLess(2 << 20, 10_000);
    }

    private static void assertLess(long limit, int lines) {
        awaitSilence(open(lines));
        long before = heap();
        String opened = null;
        for (int i = 0; i < SESSIONS; i++) {
            opened = open(lines);
        }
        awaitSilence(opened);
        long each = (heap() - before) / SESSIONS;
        System.out.println(lines + " lines: " + each / 1024 + " KiB a session");
        assertTrue(each < limit, lines + " lines: " + each + " bytes");
    }

    /** Every fifth line is coloured, of 80 columns about 60 are written. */
    private static String open(int lines) {
        OpenSession open = TestLink.session(keeper.newId(), "sh", "-c", "awk 'BEGIN { for (i = 0; i < " + (lines + 24)
                + "; i++) printf \"%s%06d the quick brown fox jumps over the lazy dog \\033[0mand runs\\n\", i % 5 ? \"\" : \"\\033[32m\", i }'; printf '\\033]2;done\\007'; read end");
        try (TestLink link = TestLink.greeted(keeper.home())) {
            link.call(Call.open(new OpenSession(open.id(), open.kind(), open.command(), open.directory(), open.environment(), 80, 24, lines, false)));
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> "done".equals(link.inspect(open.id()).title()));
        }
        return open.id();
    }

    /** The newest of all sessions has been silent for so long that its screen rests. */
    private static void awaitSilence(String id) {
        TestViewer viewer = keeper.page(id);
        viewer.until(() -> viewer.has("viewers"));
        viewer.until(() -> !viewer.has("activity") || !viewer.event("activity").active());
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
