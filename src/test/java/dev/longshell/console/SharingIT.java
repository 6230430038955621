package dev.longshell.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several people at one session: guests with a link, and who of them drives. */
class SharingIT extends BrowserTest {
    /** Heights in CSS pixels: of the terminal in front, of the room that it has, and of a row. */
    private static final String LAID_OUT = "(() => { const terminal = document.querySelector('" + Visit.TERMINAL + "');"
            + " const screen = terminal.querySelector('.xterm-screen').clientHeight;"
            + " return {screen, room: terminal.clientHeight, row: screen / terminal.querySelectorAll('.xterm-rows > div').length}; })()";

    @BeforeEach
    void open() {
        visit.logIn().createProject().openSession();
    }

    @Test
    void whoeverHasALinkIsAtTheSessionAndAtNothingElseUntilItIsRevoked() {
        String link = makeLink("Eve", "operator");
        try (Visit guest = Visit.begin(chromium, console, 390, 844)) {
            guest.page().navigate(link);
            guest.awaitConnected();
            guest.type("echo guest=$((40+2))");
            visit.awaitScreen("^guest=42$");
            assertThat(visit.page().locator("#audience")).containsText("Eve (guest)");
            assertThat(guest.page().locator("a[href], [data-action=open], [data-action=end], [data-action=share]")).hasCount(0);
            assertEquals(List.of(), guest.errors());

            Locator row = openLinks().locator("li");
            assertThat(row).containsText("1 here now");
            row.locator("[data-share=revoke]").click();
            assertThat(guest.page().locator("#welcome")).containsText("not any more");
            assertThat(guest.page().locator(".terminal")).hasCount(0);
            assertThat(row).hasCount(0);
            guest.page().reload();
            assertThat(guest.page().locator("#welcome")).containsText("not any more");
        }
    }

    @Test
    void aGuestWhoOnlyWatchesSeesTheWholeGridAndTypesNothing() {
        String link = makeLink("", "observer");
        try (Visit guest = Visit.begin(chromium, console, 390, 844)) {
            guest.page().navigate(link);
            guest.awaitConnected();
            guest.type("echo canary");
            assertThat(guest.page().locator("#notice")).hasText("You watch this session. What you type is not sent.");
            assertThat(guest.page().locator("#grid")).hasText(visit.page().locator("#grid").textContent());
            visit.type("echo honest=$((1+1)); stty size");
            guest.awaitScreen("^honest=2$");
            guest.awaitScreen("^" + visit.grid() + "$");
            assertTrue(!visit.screen().contains("canary"), visit.screen());
            assertThat(guest.page().locator("#key-bar")).isHidden();
        }
    }

    @Test
    void whoTypesHasTheSizeUntilSomebodyTakesOverAndTheWordsSayWho() {
        Locator grid = visit.page().locator("#grid");
        String large = grid.textContent();
        Visit other = visit.secondTab();
        other.page().setViewportSize(700, 500);
        other.type("true");
        assertThat(other.page().locator("#audience")).containsText("You type, your other window");
        assertThat(visit.page().locator("#audience")).containsText("Your other window types, you watch");
        assertThat(grid).not().hasText(large);
        assertThat(other.page().locator("#grid")).hasText(grid.textContent());
        other.type("clear; stty size");
        visit.awaitScreen("^" + other.grid() + "$");

        visit.page().locator("#audience").click();
        visit.page().locator("[data-action=take]").click();
        assertThat(other.page().locator("#audience")).containsText("Your other window types, you watch");
        assertThat(grid).hasText(large);
        assertThat(other.page().locator("#grid")).hasText(large);
        visit.type("clear; stty size");
        other.awaitScreen("^" + visit.grid() + "$");
    }

    /** The smaller letters in which a watcher sees a larger window whole are no measure of what fills its own. */
    @Test
    void whoeverTakesOverFillsTheirWindowToTheLastRow() {
        Visit other = visit.secondTab();
        for (int height : List.of(500, 502, 504)) {
            visit.type("true");
            other.page().setViewportSize(700, height);
            other.page().waitForFunction("() => { const {screen, room} = " + LAID_OUT + "; return screen <= room; }");
            other.type("true");
            assertThat(other.page().locator("#audience")).containsText("You type");
            other.page().waitForFunction("() => { const {screen, room, row} = " + LAID_OUT + "; return screen <= room && room < screen + row; }");
            other.page().setViewportSize(1280, 800);
        }
    }

    /** @return the address that is shown once */
    private String makeLink(String name, String role) {
        Locator dialog = openLinks();
        dialog.locator("#share-name").fill(name);
        dialog.locator("#share-role").selectOption(role);
        dialog.getByText("Make a link").click();
        assertThat(dialog.locator("li")).hasCount(1);
        String link = dialog.locator("[data-field=link]").textContent();
        dialog.locator("[data-share=close]").click();
        return link;
    }

    private Locator openLinks() {
        visit.page().locator("#share").click();
        Locator dialog = visit.page().locator("#share-dialog");
        assertThat(dialog).isVisible();
        return dialog;
    }
}
