package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A session that stayed "running" behind the {@code logout} of its shell, for as long as a job in the background had the terminal open: it echoed what was typed, and nobody read it. */
@Timeout(60)
class ChildsEndTest {
    private static final Pattern LEFT = Pattern.compile("left (\\d+)");

    @RegisterExtension
    static final RunningKeeper keeper = new RunningKeeper();

    @Test
    void aProcessThatHoldsTheTerminalHoldsNoSession() {
        TestViewer viewer = keeper.viewer(keeper.open("sh", "-c", "trap '' HUP; sleep 300 & echo left $!; head -c 100000 /dev/zero | tr '\\0' x; echo whole; exit 3"));

        viewer.untilClosed();

        ProcessHandle left = left(viewer);
        assertTrue(left.isAlive(), "the process in the background was ended");
        left.destroy();
        assertTrue(viewer.text().endsWith("x".repeat(100_000) + "whole\r\n"), () -> viewer.text().length() + " characters");
        assertEquals(1000, viewer.closeCode());
        assertEquals(3, viewer.event("exit").exitCode());
        assertTrue(viewer.event("exit").leftRunning());
    }

    @Test
    void aProcessThatFloodsTheTerminalHoldsNoSession() {
        TestViewer viewer = keeper.viewer(keeper.open("sh", "-c", "trap '' HUP; yes & echo left $!"));

        viewer.until(() -> LEFT.matcher(viewer.text()).find());
        ProcessHandle left = left(viewer);
        viewer.untilClosed();

        assertTrue(viewer.event("exit").leftRunning());
        Awaitility.await("writing to a terminal that is gone ends it").until(() -> !left.isAlive());
    }

    @Test
    void anEndThatLeavesNobodySaysNothingOfThem() {
        TestViewer viewer = keeper.viewer(keeper.open("sh", "-c", "echo alone"));

        viewer.untilClosed();

        assertEquals(0, viewer.event("exit").exitCode());
        assertNull(viewer.event("exit").leftRunning());
    }

    /** Whoever closes the terminal and opens it again has not ended. */
    @Test
    void aChildThatClosesTheTerminalGoesOn() {
        TestViewer viewer = keeper.viewer(keeper.open("sh", "-c", "t=$(tty); exec </dev/null >/dev/null 2>&1; sleep 0.2; exec <$t >$t 2>&1; echo back; exit 5"));

        viewer.untilText("back").untilClosed();

        assertEquals(5, viewer.event("exit").exitCode());
    }

    private static ProcessHandle left(TestViewer viewer) {
        Matcher matcher = LEFT.matcher(viewer.text());
        assertTrue(matcher.find(), viewer::text);
        return ProcessHandle.of(Long.parseLong(matcher.group(1))).orElseThrow();
    }
}
