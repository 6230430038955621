package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.wire.Attach;
import dev.longshell.wire.Call;
import dev.longshell.wire.Frame;
import dev.longshell.wire.SessionReport;
import dev.longshell.wire.Tag;
import java.nio.ByteBuffer;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several viewers at one shell: who drives, whose size it has, and what an observer cannot do. */
@Timeout(60)
class DriverTest {
    @RegisterExtension
    static final RunningKeeper keeper = new RunningKeeper();
    private String session;

    @BeforeEach
    void open() {
        session = keeper.open("sh");
    }

    @Test
    void whoComesOnlyToLookChangesNothing() {
        TestViewer desktop = attach("desktop", 120, 40);
        TestViewer phone = attach("phone", 40, 20);

        assertEquals("driver", desktop.event("hello").role());
        assertEquals("operator", phone.event("hello").role());
        phone.link().send(Frame.resize(41, 21));
        assertEquals("120x40", size());
        assertDrives("desktop");
    }

    @Test
    void whoTypesDrivesAndTheTerminalHasItsSize() {
        TestViewer desktop = attach("desktop", 120, 40);
        TestViewer phone = attach("phone", 40, 20);

        phone.type("until [ \"$(stty size)\" = '20 40' ]; do sleep .1; done; echo si''zed\n").untilText("sized");

        assertDrives("phone");
        desktop.until(() -> desktop.has("size") && desktop.event("size").cols() == 40);
        desktop.link().send(ByteBuffer.wrap(new byte[] {Tag.TAKE}));
        assertDrives("desktop");
        Awaitility.await().until(() -> size().equals("120x40"));
    }

    /** A program that asked for focus reports (?1004) is told of a window that came to the front; the window's owner has not typed. */
    @Test
    void aFocusReportIsNotTyping() {
        attach("desktop", 120, 40);
        TestViewer phone = attach("phone", 40, 20);

        phone.type("\u001b[I").until(() -> phone.inputAcknowledged() == 3);

        assertDrives("desktop");
        phone.type("\u001b[A").until(() -> phone.inputAcknowledged() == 6);
        assertDrives("phone");
    }

    @Test
    void whenTheDriverHidesTheNextOneThatLooksDrivesAndItDoesNotTakeItBackByLooking() {
        TestViewer desktop = attach("desktop", 120, 40);
        TestViewer phone = attach("phone", 40, 20);
        phone.type("x").until(() -> phone.inputAcknowledged() == 1);
        assertDrives("phone");

        phone.link().send(Frame.view(false));
        assertDrives("desktop");
        phone.link().send(Frame.view(true));
        phone.until(() -> phone.event("viewers").viewers().stream().filter(one -> one.name().equals("phone")).allMatch(TestViewer.Seen::visible));

        assertDrives("desktop");
        Awaitility.await().until(() -> size().equals("120x40"));
        desktop.link().send(Frame.view(false));
        assertDrives("phone");
    }

    @Test
    void whenTheDriverLeavesTheNextDrivesAfterAWhileAndOneThatIsBackInTimeNeverLostIt() {
        attach("desktop", 120, 40);
        TestViewer phone = attach("phone", 40, 20);
        phone.type("x").until(() -> phone.inputAcknowledged() == 1);
        Awaitility.await().until(() -> size().equals("40x20"));

        phone.close();
        Awaitility.await().until(() -> report().viewers() == 1);
        assertDrives(null);
        TestViewer back = attach("phone", 40, 20);
        assertEquals("driver", back.event("hello").role());

        back.close();
        long left = System.nanoTime();
        assertDrives("desktop");
        assertTrue(System.nanoTime() - left >= Seat.AWAITED_NANOS / 2, "it was waited for");
        Awaitility.await().until(() -> size().equals("120x40"));
    }

    /** After a gateway's restart all viewers come back in any order. */
    @Test
    void theDriverComesBackToItsPlaceWhoeverWasBackFirst() {
        TestViewer desktop = attach("desktop", 120, 40);
        TestViewer phone = attach("phone", 40, 20);
        desktop.type("x").until(() -> desktop.inputAcknowledged() == 1);
        phone.close();
        Awaitility.await().until(() -> report().viewers() == 1);
        desktop.close();
        Awaitility.await().until(() -> report().viewers() == 0);

        assertEquals("driver", attach("phone", 40, 20).event("hello").role());
        assertEquals("driver", attach("desktop", 120, 40).event("hello").role());

        assertDrives("desktop");
        Awaitility.await().until(() -> size().equals("120x40"));
    }

    @Test
    void nothingOfAnObserverReachesTheTerminalNotEvenAsTheOnlyViewer() {
        Attach.Guest guest = new Attach.Guest("guest", "share-1", null);
        TestViewer observer = keeper.viewer(new Attach(session, "observer", null, 40, 20, Attach.Role.OBSERVER, null, guest, null));

        observer.type("echo intru''der\n");
        observer.link().send(Frame.resize(40, 20));
        observer.link().send(ByteBuffer.wrap(new byte[] {Tag.TAKE}));
        TestViewer operator = keeper.viewer(session).type("echo do''ne\n").untilText("done");

        assertFalse(operator.text().contains("intruder"), operator.text());
        assertEquals("80x24", size());
        assertEquals(List.of("observer", "driver"), report().attached().stream().map(SessionReport.Watcher::role).toList());
        assertEquals("share-1", report().attached().get(0).share());
    }

    /** The control: what the observer sent is typed when an operator sends it. */
    @Test
    void theSameOfAnOperatorDoes() {
        keeper.viewer(session).type("echo intru''der\n").untilText("intruder");
    }

    @Test
    void aDismissedLinkClosesItsViewersAtOnceAndLetsNoneInAgain() {
        Attach.Guest guest = new Attach.Guest("guest", "share-1", null);
        Attach attach = new Attach(session, "observer", null, 40, 20, Attach.Role.OBSERVER, null, guest, null);
        TestViewer observer = keeper.viewer(attach);
        TestViewer other = attach("other", 80, 24);

        keeper.link().call(Call.dismiss(session, "share-1"));

        assertEquals(4403, observer.untilClosed().closeCode());
        assertEquals(4403, keeper.viewer(attach).untilClosed().closeCode());
        other.type("echo al''ive\n").untilText("alive");
    }

    @Test
    void aViewerMayStayAsLongAsItsLinkIsGood() {
        Attach.Guest guest = new Attach.Guest("guest", "share-1", 50L);
        TestViewer observer = keeper.viewer(new Attach(session, "observer", null, 40, 20, Attach.Role.OBSERVER, null, guest, null));

        assertEquals(4403, observer.untilClosed().closeCode());
        assertThrows(AssertionError.class, () -> observer.untilText("never"));
    }

    @Test
    void tellsSinceWhenNobodyWatchesAndWhetherACommandRuns() {
        Awaitility.await().until(() -> report().unwatchedMillis() > 0);
        TestViewer viewer = attach("one", 80, 24);
        assertEquals(0, report().unwatchedMillis());
        assertTrue(report().startTicks() > 0);

        viewer.type("set -m; sleep 60\n");
        Awaitility.await().until(() -> report().foreground());
        viewer.type("\u0003");
        Awaitility.await().until(() -> !report().foreground());
        viewer.close();
        Awaitility.await().until(() -> report().unwatchedMillis() > 0);
    }

    private TestViewer attach(String name, int columns, int rows) {
        return keeper.viewer(new Attach(session, name, null, columns, rows, Attach.Role.OPERATOR, null, new Attach.Guest(name, null, null), null));
    }

    private SessionReport report() {
        return keeper.link().inspect(session);
    }

    private String size() {
        return report().columns() + "x" + report().rows();
    }

    private void assertDrives(String name) {
        Awaitility.await(name + " drives").until(() -> java.util.Objects.equals(name, report().attached().stream().filter(one -> one.role().equals("driver"))
                .map(SessionReport.Watcher::name).findFirst().orElse(null)));
    }
}
