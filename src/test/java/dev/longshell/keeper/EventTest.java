package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.wire.Call;
import dev.longshell.wire.Frame;
import dev.longshell.wire.OpenSession;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What programs make their terminal tell its viewers. */
@Timeout(30)
class EventTest {
    @RegisterExtension
    static final RunningKeeper keeper = new RunningKeeper();

    @Test
    void tellsTitleAndDirectory() {
        TestViewer viewer = told("\\033]2;vim – a\\342\\200\\256b\\007\\033]7;file://localhost/home/me\\007");

        viewer.until(() -> viewer.has("title") && viewer.has("cwd"));

        assertEquals("vim – ab", viewer.event("title").title());
        assertEquals("/home/me", viewer.event("cwd").cwd());
    }

    @Test
    void tellsNoDirectoryOfAnotherMachine() {
        TestViewer viewer = told("\\033]7;file://'$(uname -n)'/here\\007\\033]7;file://build-server.example/there\\007\\007");

        viewer.until(() -> viewer.has("bell"));

        assertEquals("/here", viewer.event("cwd").cwd());
    }

    @Test
    void tellsWhoComesLaterWhatIsInForce() {
        String id = keeper.open("sh", "-c", "printf '\\033]2;working\\007\\033]7;file:///tmp\\007\\033]9;4;1;40\\007shown'; read end");
        keeper.viewer(id).untilText("shown");

        TestViewer late = keeper.page(id);

        late.until(() -> late.has("title") && late.has("cwd") && late.has("progress"));
        assertEquals("working", late.event("title").title());
        assertEquals(40, late.event("progress").percent());
    }

    @Test
    void tellsBellAndNotification() {
        TestViewer viewer = told("\\007\\033]777;notify;Build;it is done\\007");

        viewer.until(() -> viewer.has("bell") && viewer.has("notify"));

        assertEquals("Build", viewer.event("notify").title());
        assertEquals("it is done", viewer.event("notify").body());
    }

    @Test
    void tellsCommandsAndTheirExitCodes() {
        String id = keeper.open("sh", "-c", "stty -echo; echo ready; read go; printf '\\033]133;C\\007'; read go; printf '\\033]133;D;3\\007'; read end");
        TestViewer viewer = keeper.viewer(id).untilText("ready").type("\n");
        viewer.until(() -> viewer.has("command"));
        assertEquals("started", viewer.event("command").state());

        viewer.type("\n").until(() -> viewer.event("command").state().equals("finished"));

        assertEquals(3, viewer.event("command").exitCode());
    }

    @Test
    void tellsProgress() {
        TestViewer viewer = told("\\033]9;4;2;55\\007");

        viewer.until(() -> viewer.has("progress"));

        assertTrue(viewer.events().contains("{\"type\":\"progress\",\"state\":2,\"percent\":55}"), () -> viewer.events().toString());
    }

    @Test
    void tellsActivityAndSilence() {
        TestViewer viewer = told("x");

        viewer.until(() -> viewer.has("activity") && viewer.event("activity").active());
        viewer.until(() -> !viewer.event("activity").active());
    }

    @Test
    void tellsEventsToABackgroundViewerToo() {
        String id = keeper.open("sh", "-c", "stty -echo; echo ready; read go; printf 'text\\007'; read end");
        TestViewer hidden = keeper.viewer(id).untilText("ready\r\n");
        hidden.link().send(Frame.view(false));
        hidden.type("\n");

        hidden.until(() -> hidden.has("bell"));

        assertEquals("ready\r\n", hidden.text());
    }

    @Test
    void aFloodOfTitlesBecomesFewEventsAndEndsWithTheLast() {
        String id = keeper.open("sh", "-c", "stty -echo; echo ready; read go; awk 'BEGIN { for (i = 0; i <= 200000; i++) printf \"\\033]2;title %d\\007\\007\", i }'; read end");
        TestViewer viewer = keeper.viewer(id).untilText("ready").type("\n");

        viewer.until(() -> viewer.has("title") && viewer.event("title").title().equals("title 200000"));

        assertTrue(viewer.events().size() < 200, () -> viewer.events().size() + " events");
    }

    @Test
    void keepsTheClipboardShutUnlessAllowed() {
        TestViewer viewer = told("\\033]52;c;c2VjcmV0\\007\\007");

        viewer.until(() -> viewer.has("bell")); // told before a clipboard of the same chunk would be
        viewer.type("\n").until(() -> viewer.has("exit"));

        assertFalse(viewer.has("clipboard"));
    }

    @Test
    void handsOverTheClipboardWhenAllowed() {
        TestViewer viewer = withClipboard("stty -echo; echo ready; read go; printf '\\033]52;c;c2VjcmV0\\007'; read end");

        viewer.type("\n").until(() -> viewer.has("clipboard"));

        assertEquals("secret", new String(Base64.getDecoder().decode(viewer.event("clipboard").text()), StandardCharsets.UTF_8));
    }

    @Test
    void neitherReadsTheClipboardNorTakesTooMuch() {
        TestViewer viewer = withClipboard("stty raw -echo; echo ready; head -c 1 > /dev/null; printf '\\033]52;c;?\\007\\033]52;c;'; "
                + "head -c 110000 /dev/zero | base64 -w 0; printf '\\007\\007'; exec cat -v");

        viewer.type("g").until(() -> viewer.has("bell"));
        viewer.type("x").until(() -> viewer.text().endsWith("x"));

        assertFalse(viewer.has("clipboard"));
        assertTrue(viewer.text().endsWith("\007\007x"), "something was answered");
    }

    @Test
    void saysNothingOfAnExitCodeThatTheShellDidNotTell() {
        TestViewer viewer = told("\\033]133;D\\007");

        viewer.until(() -> viewer.has("command"));

        assertNull(viewer.event("command").exitCode());
    }

    /** A viewer of a session that printed that, as printf(1) writes it, after the viewer came. */
    private static TestViewer told(String printed) {
        String id = keeper.open("sh", "-c", "stty -echo; echo ready; read go; printf '" + printed + "'; read end");
        return keeper.viewer(id).untilText("ready").type("\n");
    }

    private static TestViewer withClipboard(String script) {
        OpenSession open = TestLink.session(keeper.newId(), "sh", "-c", script);
        keeper.link().call(Call.open(new OpenSession(open.id(), open.kind(), open.command(), open.directory(), open.environment(), 80, 24, 100, true)));
        return keeper.viewer(open.id()).untilText("ready");
    }
}
