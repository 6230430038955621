package dev.longshell.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.microsoft.playwright.Locator;
import dev.longshell.cli.RunningLongshell;
import dev.longshell.wire.KeeperHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A page whose session's keeper dies. It is the shared server's only one: no test keeps a session for the next. */
class RestoreIT {
    /** The page that restored a session went on to call it lost, for its socket had said so last. */
    @Test
    void aLostSessionGoesOnInANewShellAndIsLostNoMore() {
        try (Chromium chromium = Chromium.launch(); Visit visit = Visit.begin(chromium, RunningConsole.find(), 1280, 800)) {
            visit.logIn().createProject().openSession();
            visit.type("echo shell=$$");
            String shell = visit.awaitScreen("^shell=(\\d+)$").group(1);
            RunningLongshell.shared().keeper().orElseThrow().destroyForcibly();
            Locator rows = visit.page().locator("#sessions > li");
            assertThat(rows).hasAttribute("data-state", "lost");
            assertThat(visit.banner()).containsText("Lost: its keeper is gone");

            visit.page().route("**/api/sessions?project=*", route -> { }); // the page must know by itself: the list is not answered any more
            visit.banner().locator("button[data-does]").click();
            visit.awaitConnected();
            assertThat(rows.nth(1)).hasAttribute("data-state", "restored");
            visit.type("clear; echo fresh=$$");
            assertNotEquals(shell, visit.awaitScreen("^fresh=(\\d+)$").group(1));

            String fresh = visit.page().url();
            rows.nth(1).locator("[data-action=show]").click();
            assertThat(visit.banner()).containsText("Restored: another session goes on in its place");
            visit.banner().locator("button[data-does]").click();
            assertThat(visit.page()).hasURL(fresh);
            assertEquals(List.of(), visit.errors());
        }
    }

    /** A page that came back before anybody had looked was told that there is no such session, and said so beside a list that had it as lost. */
    @Test
    void aLostSessionThatNoKeeperKnowsAnyMoreIsCalledLostAllTheSame() throws IOException {
        try (Chromium chromium = Chromium.launch(); Visit visit = Visit.begin(chromium, RunningConsole.find(), 1280, 800)) {
            visit.logIn().createProject().openSession();
            RunningLongshell.shared().keeper().orElseThrow().destroyForcibly();
            assertThat(visit.banner()).containsText("Lost: its keeper is gone");
            Files.deleteIfExists(checkpointOf(visit.page().url().replaceAll(".*#", "")));

            visit.page().reload();
            assertThat(visit.banner()).containsText("Lost: its keeper is gone");
            visit.banner().locator("button[data-does]").click();
            visit.awaitConnected();
        }
    }

    private static Path checkpointOf(String session) {
        return KeeperHome.of(RunningLongshell.shared().home()).checkpoints().resolve(session + ".checkpoint");
    }
}
