package dev.longshell.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where a link leads that a program put into the terminal (OSC 8); attack 32. */
class LinksIT extends BrowserTest {
    private static final String DIALOG = "#link-dialog";

    @BeforeEach
    void open() {
        visit.logIn().createProject().openSession();
    }

    @Test
    void aLinkToTheWebIsShownInFullAndOpensWithoutAWayBack() {
        String address = console.page("/account.xhtml?a-long-way=round");
        printLinks(address);

        click("LINK0");

        assertThat(visit.page().locator(DIALOG + " [data-field=uri]")).hasText(address);
        Page opened = visit.page().context().waitForPage(() -> visit.page().locator(DIALOG + " [value=yes]").click());
        opened.waitForURL(address);
        assertNull(opened.evaluate("window.opener"));
        assertEquals("", opened.evaluate("document.referrer"));
    }

    @Test
    void aLinkToAnythingElseLeadsNowhere() {
        List<String> addresses = List.of("javascript:document.title='owned'", "data:text/html,<script>opener.document.title='owned'</script>", "file:///etc/passwd",
                "JaVaScRiPt:document.title='owned'", " javascript:document.title='owned'", "vbscript:x", "blob:http://127.0.0.1/x", "//evil.example/", "http");
        printLinks(addresses.toArray(String[]::new));

        for (int i = 0; i < addresses.size(); i++) {
            click("LINK" + i);
        }
        click("CONTROL");

        assertThat(visit.page().locator(DIALOG + " [data-field=uri]")).hasText("https://control.example/");
        visit.page().locator(DIALOG + " [value=no]").click();
        assertThat(visit.page().locator(DIALOG)).isHidden();
        assertEquals(1, visit.page().context().pages().size());
        assertEquals(false, ((String) visit.page().evaluate("document.title")).contains("owned"));
    }

    /** LINK0, LINK1 and so on lead to these, CONTROL to where a link may lead, each on a line of its own. */
    private void printLinks(String... addresses) {
        StringBuilder printed = new StringBuilder("clear; printf '");
        for (int i = 0; i < addresses.length; i++) {
            printed.append(link(addresses[i].replace("'", "\\047").replace("%", "%%"), "LI\\116K" + i));
        }
        visit.type(printed.append(link("https://control.example/", "CONTRO\\114")).append("'").toString());
        visit.awaitScreen("^CONTROL$");
    }

    /** Of a text that the typed line does not show. */
    private static String link(String address, String text) {
        return "\\033]8;;" + address + "\\033\\\\" + text + "\\033]8;;\\033\\\\\\n";
    }

    /** As a hand does it: xterm.js looks for a link where the mouse comes to rest. */
    private void click(String text) {
        Locator row = visit.page().locator(Visit.TERMINAL + " .xterm-rows > div").filter(new Locator.FilterOptions().setHasText(Pattern.compile("^" + text + "\\s*$")));
        BoundingBox box = row.boundingBox();
        double x = box.x + 12;
        double y = box.y + box.height / 2;
        visit.page().mouse().move(x + 4, y);
        visit.page().mouse().move(x, y);
        visit.page().evaluate("() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))");
        visit.page().mouse().click(x, y);
    }
}
