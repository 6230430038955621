package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.longshell.wire.Attach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Fault 14: two attachments with one viewer id, of which one stays. */
@Timeout(60)
class SameViewerTest {
    @RegisterExtension
    static final RunningKeeper keeper = new RunningKeeper();

    @Test
    void closesTheOlderOfTwoWithOneId() {
        String id = keeper.open("cat");
        TestViewer older = keeper.viewer(TestLink.driver(id, "page", null));

        TestViewer newer = keeper.viewer(TestLink.driver(id, "page", null));

        assertEquals(4409, older.untilClosed().closeCode());
        newer.type("still here\n").untilText("still here");
        assertEquals(1, newer.event("viewers").count());
    }

    /** Packets that were dropped come again much later: what a page gave up arrived behind its next attempt, and that one was closed for good. */
    @Test
    void closesTheEarlierAttemptOfTwoAlsoWhenItComesLast() {
        String id = keeper.open("cat");
        TestViewer newer = keeper.viewer(attempt(id, 2)).type("first\n").untilText("first\r\nfirst");

        assertEquals(4409, keeper.viewer(attempt(id, 1)).untilClosed().closeCode());

        newer.type("still here\n").untilText("still here\r\nstill here");
        TestViewer newest = keeper.viewer(attempt(id, 3)).type("newest\n").untilText("newest\r\nnewest");
        assertEquals(4409, newer.untilClosed().closeCode());
        assertEquals(1, newest.event("viewers").count());
    }

    private static Attach attempt(String session, long number) {
        return new Attach(session, "page", null, null, null, Attach.Role.OPERATOR, Attach.Mode.LEAPING, null, number);
    }
}
