package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.wire.Attach;
import dev.longshell.wire.Call;
import dev.longshell.wire.Frame;
import dev.longshell.wire.SessionReport;
import dev.longshell.wire.Tag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sessions with real shells, as a gateway sees them. */
@Timeout(30)
class KeeperTest {
    @RegisterExtension
    static final RunningKeeper keeper = new RunningKeeper();

    @Test
    void opensListsAndEchoes() {
        TestLink control = keeper.link();
        String id = keeper.newId();

        SessionReport opened = control.open(id, "/bin/sh", "-i");

        assertEquals(SessionReport.RUNNING, opened.state());
        assertTrue(control.call(Call.list()).contains(id));
        TestViewer viewer = keeper.viewer(id);
        viewer.type("echo $((6*7))\n").untilText("42\r\n");
        assertEquals("terminal", keeper.link().inspect(id).kind());
        assertEquals("driver", viewer.event("hello").role());
    }

    @Test
    void acknowledgesWhatThePtyHas() {
        String id = keeper.open("cat");

        TestViewer viewer = keeper.viewer(id).type("one\n");

        viewer.until(() -> viewer.inputAcknowledged() == 4);
    }

    @Test
    void setsTheSizeAtTheStartAndLater() {
        String id = keeper.open("sh", "-c", "stty size; while read line; do stty size; done");
        TestViewer viewer = keeper.viewer(id).untilText("24 80");

        viewer.link().send(Frame.resize(132, 50));
        viewer.until(() -> viewer.has("size"));
        viewer.type("\n").untilText("50 132");

        assertEquals(132, viewer.event("size").cols());
        assertEquals(50, keeper.link().inspect(id).rows());
    }

    @Test
    void clampsImpossibleSizes() {
        String id = keeper.open("cat");
        TestViewer viewer = keeper.viewer(id);

        viewer.link().send(Frame.resize(0, 0xffff));

        viewer.until(() -> viewer.has("size"));
        assertEquals(1, viewer.event("size").cols());
        assertEquals(500, viewer.event("size").rows());
    }

    @Test
    void ofManySizesTheLastOneWins() {
        String id = keeper.open("cat");
        TestViewer viewer = keeper.viewer(id);

        for (int columns = 100; columns <= 300; columns++) {
            viewer.link().send(Frame.resize(columns, 40));
        }

        viewer.until(() -> viewer.has("size") && viewer.event("size").cols() == 300);
        assertTrue(viewer.events().size() < 30, () -> "sizes were not coalesced: " + viewer.events().size());
    }

    @Test
    void tellsTheExitCodeAfterAllOutput() {
        String id = keeper.open("sh", "-c", "read go; seq 1 20000; exit 137");

        TestViewer viewer = keeper.viewer(id).type("\n").untilClosed();

        assertTrue(viewer.text().endsWith("20000\r\n"), viewer::text);
        assertEquals(137, viewer.event("exit").exitCode());
        assertNull(viewer.event("exit").signal());
        assertEquals(1000, viewer.closeCode());
    }

    @Test
    void closesWhenAllIsAcknowledgedAndNotBefore() {
        String id = keeper.open("sh", "-c", "read go; echo last words; exit 3");
        TestViewer viewer = keeper.viewer(id).withoutAcknowledging().type("\n");
        viewer.until(() -> viewer.has("exit"));
        keeper.link().inspect(id); // waits for the session's lock, under which the exit was told: a close that came with it is on its way
        viewer.link().send(Frame.number(Tag.PING, 1));
        viewer.until(() -> viewer.pongs() == 1);
        assertEquals(0, viewer.closeCode(), "it has said nothing of the last words yet");

        viewer.acknowledge();

        assertEquals(1000, viewer.untilClosed().closeCode());
    }

    @Test
    void tellsTheSignalThatEndedTheChild() {
        String id = keeper.open("sh", "-c", "kill -9 $$");

        TestViewer viewer = keeper.viewer(id).untilClosed();

        assertEquals(9, viewer.event("exit").signal());
        assertNull(viewer.event("exit").exitCode());
        assertNull(viewer.event("exit").endedBecause());
    }

    @Test
    void keepsAnEndedSessionUntilItIsForgotten() {
        String id = keeper.open("sh", "-c", "echo last words; exit 3");
        keeper.viewer(id).untilClosed();

        TestViewer late = keeper.viewer(id).untilClosed();

        assertTrue(late.text().contains("last words"));
        assertEquals("ended", late.event("hello").state());
        assertEquals(3, late.event("exit").exitCode());
        assertEquals(3, keeper.link().inspect(id).exitCode());
        keeper.link().call(Call.of(Call.Verb.FORGET, id));
        TestLink.Refused refused = assertThrows(TestLink.Refused.class, () -> keeper.link().inspect(id));
        assertEquals("not_found", refused.fault());
    }

    @Test
    void killsAWholeGroupThatDoesNotListen() {
        String id = keeper.open("sh", "-c",
                "trap '' HUP TERM; sh -c 'trap \"\" HUP TERM; echo child $$; while :; do sleep 1; done' & echo up; while :; do sleep 1; done");
        TestViewer viewer = keeper.viewer(id).untilText("child");
        int leader = (int) keeper.link().inspect(id).pid();
        long begin = System.nanoTime();

        keeper.link().call(Call.of(Call.Verb.KILL, id));

        viewer.untilClosed();
        assertEquals(9, viewer.event("exit").signal());
        assertEquals(SessionReport.BY_OPERATOR, viewer.event("exit").endedBecause());
        assertEquals(SessionReport.BY_OPERATOR, keeper.link().inspect(id).endedBecause());
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> ProcessTable.running().stream().noneMatch(entry -> entry.session() == leader));
        assertTrue(Duration.ofNanos(System.nanoTime() - begin).toMillis() < 5000);
        assertFalse(Files.exists(Path.of("/proc/" + leader)), "a zombie is left");
    }

    @Test
    void endsForWantOfPeopleOnlyWhatNobodyNeedsAndSaysSo() {
        String id = keeper.open("cat");
        TestViewer viewer = keeper.viewer(id);
        assertEquals("conflict", refusal(() -> keeper.link().call(Call.expire(id, 0))));
        viewer.close();
        Awaitility.await().until(() -> keeper.link().inspect(id).viewers() == 0);

        keeper.link().call(Call.expire(id, 0));

        Awaitility.await().until(() -> keeper.link().inspect(id).ended());
        assertEquals(SessionReport.BY_RETENTION, keeper.link().inspect(id).endedBecause());
    }

    @Test
    void signalsTheForegroundGroup() {
        String id = keeper.open("/bin/sh", "-i");
        TestViewer viewer = keeper.viewer(id).type("sleep 1000\n");
        Awaitility.await().until(() -> "sleep".equals(keeper.link().inspect(id).foregroundCommand()));

        keeper.link().call(Call.signal(id, "INT"));

        viewer.type("echo $?\n").untilText("130");
    }

    @Test
    void typesBesideItsViewers() {
        String id = keeper.open("cat");

        keeper.link().call(Call.input(id, "from outside\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)));

        keeper.viewer(id).untilText("from outside\r\nfrom outside");
    }

    @Test
    void dropsWhatAnObserverTypesAndResizes() {
        String id = keeper.open("cat");
        TestViewer reader = keeper.viewer(new Attach(id, "reader", null, 10, 10, Attach.Role.OBSERVER, null));

        reader.type("forbidden\n").link().send(Frame.resize(5, 5));
        reader.link().send(Frame.number(Tag.PING, 7));
        assertEquals(7, reader.link().next(Tag.PONG).getLong());

        TestViewer driver = keeper.viewer(id).type("allowed\n").untilText("allowed");
        assertFalse(driver.text().contains("forbidden"));
        assertEquals(80, driver.event("hello").cols());
        assertEquals("observer", reader.event("hello").role());
    }

    @Test
    void reportsBeginningAndEndUnasked() {
        TestLink listener = keeper.link();
        listener.call(Call.list());

        String id = keeper.open("sh", "-c", "exit 5");

        SessionReport report;
        do {
            report = dev.longshell.wire.Json.read(Frame.text(listener.next(Tag.REPORT)), SessionReport.class);
        } while (!report.id().equals(id) || !report.ended());
        assertEquals(5, report.exitCode());
    }

    @Test
    void refusesWhatCannotBeStarted() {
        TestLink link = keeper.link();
        assertEquals("command_not_found", refusal(() -> link.open(keeper.newId(), "/no/such/shell")));
        assertEquals("command_not_found", refusal(() -> link.open(keeper.newId(), "no-such-command")));
        assertEquals("command_not_found", refusal(() -> link.open(keeper.newId(), "/etc/passwd")));
        assertEquals("command_not_found", refusal(() -> link.open(keeper.newId(), "/tmp")));
        assertEquals("invalid_parameter", refusal(() -> link.open("no/such id", "sh")));
        String id = keeper.open("cat");
        assertEquals("conflict", refusal(() -> link.open(id, "cat")));
        assertEquals("conflict", refusal(() -> link.call(Call.of(Call.Verb.FORGET, id))));
        assertEquals("not_found", refusal(() -> link.call(Call.of(Call.Verb.KILL, "session_none"))));
        assertEquals("invalid_parameter", refusal(() -> link.call(Call.signal(id, "NONSENSE"))));
        assertEquals("invalid_parameter", refusal(() -> link.call(new Call(null, id, null, 0, 0, null, null, null, 0, null, false, null, 0))));
    }

    /** Backspace took one byte of an umlaut, and left half of it in a password, a commit's title, a line of Python's input(). */
    @Test
    void aTerminalErasesWholeCharacters() {
        TestViewer viewer = keeper.viewer(keeper.open("sh", "-c", "stty -a; echo ready; head -n 1 | od -An -tx1; read end")).untilText("ready");
        assertTrue(viewer.text().matches("(?s).*[^-]\\biutf8\\b.*"), viewer::text);

        viewer.type("ä怗ü\u007f\u007fx\n").untilText("c3 a4 78 0a");
    }

    @Test
    void refusesAMissingDirectory() {
        var open = TestLink.session(keeper.newId(), "sh");
        var elsewhere = new dev.longshell.wire.OpenSession(open.id(), open.kind(), open.command(), "/no/such/directory", open.environment(), 80, 24, 0, false);

        assertEquals("directory_missing", refusal(() -> keeper.link().call(Call.open(elsewhere))));
    }

    private static String refusal(Runnable call) {
        return assertThrows(TestLink.Refused.class, call::run).fault();
    }
}
