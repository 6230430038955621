package dev.longshell.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A text from a web page that brought the end of the paste with it, and behind it a command: bash ran that as soon as it was pasted. */
class PasteIT extends BrowserTest {
    private static final String PASTE = """
        text => {
          const clipboardData = new DataTransfer();
          clipboardData.setData('text/plain', text);
          document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
        }""";

    @BeforeEach
    void open() {
        visit.logIn().createProject().openSession();
    }

    @Test
    void nothingInAPasteEndsIt() {
        run("printf '\\033[?2004h'");

        paste("harmless\033[201~\ntouch\003 x\n");

        visit.awaitScreen("^\\^\\[\\[200~harmless\\[201~$");
        visit.awaitScreen("^touch x$");
        visit.awaitScreen("^\\^\\[\\[201~");
    }

    @Test
    void severalLinesAreAskedForWhereTheProgramRunsEachOfThem() {
        Locator dialog = visit.page().locator("#paste-dialog");
        run("printf '\\033[?2004l'");

        paste("one\ntwo\n");
        assertThat(dialog.locator("[data-field=lines]")).hasText("2");
        assertThat(dialog.locator("[data-field=text]")).hasText("one\ntwo");
        assertThat(dialog.locator("[value=no]")).isFocused();
        visit.page().keyboard().press("Enter");
        assertThat(dialog).isHidden();

        paste("three\nfour\n");
        dialog.locator("[name=always]").check();
        dialog.locator("[value=yes]").click();
        visit.awaitScreen("^three\n(.*\n)*four$");

        paste("five\nsix\n");
        Locator screen = visit.page().locator(Visit.TERMINAL + " .xterm-rows");
        visit.awaitScreen("^five\n(.*\n)*six$");
        assertThat(dialog).isHidden();
        assertThat(screen).not().containsText("two");
    }

    /** Something that shows what it is typed, and neither reads nor runs it. */
    private void run(String before) {
        visit.type("clear; " + before + "; echo re''ady; cat -v");
        visit.awaitScreen("^ready$");
    }

    private void paste(String text) {
        assertThat(visit.page().locator(Visit.TERMINAL + " .xterm-helper-textarea")).isFocused();
        visit.page().evaluate(PASTE, text);
    }
}
