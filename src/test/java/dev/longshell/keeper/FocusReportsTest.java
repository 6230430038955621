package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.longshell.wire.Attach;
import dev.longshell.wire.Frame;
import dev.longshell.wire.Tag;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A program was told that somebody looks, then the page was closed: it held its notifications back for as long as it ran, for it believed that they were seen. */
@Timeout(60)
class FocusReportsTest {
    private static final byte WITHOUT_FOCUS = 2;
    private static final Pattern REPORT = Pattern.compile("\\^\\[\\[([IO])");

    @RegisterExtension
    static final RunningKeeper keeper = new RunningKeeper();

    private String session;
    /** Reads what the program was told, as cat -v shows it, and never looks. */
    private TestViewer observer;

    @BeforeEach
    void open() {
        session = keeper.open("sh", "-c", "stty raw -echo; printf 'ready\\033[?1004h'; exec cat -v");
        observer = keeper.viewer(new Attach(session, "observer", 0L, null, null, Attach.Role.OBSERVER, null));
        observer.link().send(Frame.view(true)); // one that says nothing is looked at again by a timer, which would hide a report that is missing
        observer.until(() -> told().equals("O"));
    }

    @Test
    void theFirstThatLooksAndTheLastThatLeavesAreToldOnce() {
        TestViewer first = looks("first");
        awaitTold("OI");
        TestViewer second = looks("second");
        settle(second);
        first.close();
        settle(second);
        second.close();
        awaitTold("OIO");

        TestViewer third = looks("third");
        third.type("end");

        observer.untilText("end");
        assertEquals("OIOI", told());
    }

    @Test
    void aWindowThatHidesOrLosesTheFocusCountsAsOneThatLeft() {
        TestViewer page = looks("page");
        awaitTold("OI");
        page.link().send(Frame.view(WITHOUT_FOCUS));
        awaitTold("OIO");
        page.link().send(Frame.view(true));
        awaitTold("OIOI");
        page.link().send(Frame.view(false));
        awaitTold("OIOIO");
    }

    @Test
    void observersAndWhoComesHiddenChangeNothing() {
        TestViewer hidden = attach("hidden");
        hidden.link().send(Frame.view(false));
        observer.link().send(Frame.view(true));
        settle(observer);
        settle(hidden);
        hidden.close();
        TestViewer page = looks("page");

        awaitTold("OI");
        page.type("end");
        observer.untilText("end");
        assertEquals("OI", told());
    }

    @Test
    void aViewerThatKnowsNothingOfFocusLooks() {
        attach("plain");

        awaitTold("OI");
    }

    /** xterm.js with the add-on attach: two of them told the program by turns. */
    @Test
    void aTerminalsOwnReportIsOfThatViewerOnly() {
        TestViewer plain = attach("plain").type("\033[I");
        awaitTold("OI");
        TestViewer page = looks("page");
        settle(page);
        plain.type("\033[O").until(() -> plain.inputAcknowledged() == 6);
        page.link().send(Frame.view(WITHOUT_FOCUS));

        awaitTold("OIO");
        plain.type("\033[Iend");
        observer.untilText("end");
        assertEquals("OIOI", told(), "typed with other keys it is input");
    }

    /** The old screen of a restored session may ask; its new shell must not find an answer in its input. */
    @Test
    void whoTakesTheQuestionBackIsToldNothing() {
        String other = keeper.open("sh", "-c", "stty raw -echo; printf '\\033[?1004h\\033[?1004lready'; exec cat -v");
        TestViewer viewer = keeper.viewer(other).untilText("ready").type("x");

        viewer.until(() -> viewer.text().endsWith("x"));

        assertEquals("\033[?1004h\033[?1004lreadyx", viewer.text());
    }

    private TestViewer attach(String viewer) {
        return keeper.viewer(TestLink.driver(session, viewer, 0L));
    }

    private TestViewer looks(String viewer) {
        TestViewer added = attach(viewer);
        added.link().send(Frame.view(true));
        return added;
    }

    /** Everything that it sent before is done. */
    private static void settle(TestViewer viewer) {
        int pongs = viewer.pongs();
        viewer.link().send(Frame.number(Tag.PING, 1));
        viewer.until(() -> viewer.pongs() > pongs);
    }

    private void awaitTold(String reports) {
        observer.until(() -> told().length() >= reports.length());
        assertEquals(reports, told());
    }

    private String told() {
        return REPORT.matcher(observer.text()).results().map(result -> result.group(1)).collect(Collectors.joining());
    }
}
