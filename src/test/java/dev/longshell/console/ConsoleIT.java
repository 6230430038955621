package dev.longshell.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.gson.JsonParser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The console as a person meets it: a real browser, a real server, real shells. */
class ConsoleIT extends BrowserTest {

    @Test
    void aStrangerIsSentToTheLoginAndThenToThePageTheyWanted() {
        visit.page().navigate(console.page("/index.xhtml?from=mail#a-session"));
        assertThat(visit.page()).hasURL(Pattern.compile("/login\\.xhtml\\?next="));
        visit.submitLogin("not the password");
        assertThat(visit.page().locator(".refusal")).isVisible();
        visit.submitLogin(console.password());
        assertThat(visit.page()).hasURL(console.page("/index.xhtml?from=mail#a-session"));
    }

    @Test
    void aWrongPasswordIsSaidAndTheNameStays() {
        visit.page().navigate(console.page("/login.xhtml"));
        visit.submitLogin("not the password");
        assertThat(visit.page().locator(".refusal")).isVisible();
        assertThat(visit.page().locator("#username")).hasValue(console.username());
        assertThat(visit.page().locator("#password")).hasValue("");
        assertThat(visit.page()).hasURL(Pattern.compile("/login\\.xhtml"));
    }

    @Test
    void aLoginGoesOnToNoOtherHost() {
        visit.page().navigate(console.page("/login.xhtml?next=//example.org/"));
        visit.submitLogin(console.password());
        assertThat(visit.page()).hasURL(console.page("/index.xhtml"));
    }

    @Test
    void loggingOutTakesTheLoginAway() {
        visit.logIn();
        visit.page().locator("#log-out").click();
        assertThat(visit.page()).hasURL(console.page("/login.xhtml"));
        visit.page().navigate(console.page("/index.xhtml"));
        assertThat(visit.page()).hasURL(Pattern.compile("/login\\.xhtml"));
    }

    @Test
    void aDirectoryThatIsMissingIsSaidAndTheFormStays() {
        visit.logIn();
        visit.page().locator("#name").fill("Nowhere");
        visit.page().locator("#path").fill(console.projectDirectory() + "/missing");
        visit.page().locator("#create-project").click();
        assertThat(visit.page().locator(".refusal")).containsText("missing");
        assertThat(visit.page().locator("#name")).hasValue("Nowhere");
    }

    @Test
    void theShellHasThePagesGridAndFollowsItsWindow() {
        visit.logIn().createProject().openSession();
        visit.type("stty size");
        visit.awaitScreen("^" + visit.grid() + "$");
        String before = visit.grid();
        visit.page().setViewportSize(900, 600);
        assertThat(visit.page().locator("#grid")).not().hasText(before.replaceAll("(\\d+) (\\d+)", "$2 × $1"));
        visit.type("clear; stty size");
        visit.awaitScreen("^" + visit.grid() + "$");
    }

    @Test
    void aReloadFindsTheSameShellAndItsOutputGoesOn() {
        visit.logIn().createProject().openSession();
        visit.type("echo pid=$$; (i=0; while [ $i -lt 3000 ]; do i=$((i+1)); echo line $i; sleep 0.02; done) &");
        String pid = visit.awaitScreen("^pid=(\\d+)$").group(1);
        visit.awaitScreen("^line 20$");
        visit.page().reload();
        visit.awaitConnected();
        visit.awaitScreen("^line \\d+$");
        visit.type("kill %1; clear; echo again=$$");
        assertEquals(pid, visit.awaitScreen("^again=(\\d+)$").group(1));
    }

    @Test
    void vimOpensAndQuitsAndTheScreenIsAsBefore() {
        visit.logIn().createProject().openSession();
        visit.type("echo before; vim -u NONE -N");
        visit.awaitScreen("^~$");
        visit.type(":q!");
        visit.awaitScreen("^before$");
    }

    /** While a cold server opened the session, the button kept the focus: each space that was typed pressed it again, and a dozen sessions came. */
    @Test
    void hastyKeysAfterTheClickOpenNoSecondSession() {
        visit.logIn().createProject();
        AtomicInteger asked = new AtomicInteger();
        visit.page().route("**/api/projects/*/sessions", route -> {
            if (route.request().method().equals("POST") && asked.incrementAndGet() == 1) {
                visit.page().keyboard().type("echo a b c\n");
            }
            route.resume();
        });
        visit.page().locator("#new-session").click();
        visit.awaitConnected();
        assertThat(visit.page().locator("#sessions > li")).hasCount(1);
        assertEquals(1, asked.get());
    }

    /** With more cards than fit, the rows of the grid shrank to the height of the captions, and each caption lay over its picture. */
    @Test
    void aCardsCaptionStandsBelowItsPictureHoweverManyCardsThereAre() {
        visit.page().setViewportSize(1000, 400);
        visit.logIn().createProject().openSession();
        for (int sessions = 2; sessions <= 5; sessions++) {
            visit.page().locator("#new-session").click();
            assertThat(visit.page().locator("#sessions > li")).hasCount(sessions);
        }
        visit.page().locator("#all-sessions").click();
        assertThat(visit.page().locator(".session-card.has-picture")).hasCount(5);
        assertEquals(true, visit.page().evaluate("[...document.querySelectorAll('.session-card')].every(card =>"
                + " card.querySelector('.card-screen').getBoundingClientRect().bottom <= card.querySelector('.session-name').getBoundingClientRect().top)"));
    }

    @Test
    void afterTheExitTheScreenStaysWithTheCodeAndEnterOpensANewSession() {
        visit.logIn().createProject().openSession();
        visit.type("echo last words; exit 7");
        assertThat(visit.banner()).containsText("exit code 7");
        visit.awaitScreen("^last words$");
        String ended = visit.page().url();
        visit.page().keyboard().press("Enter");
        visit.awaitConnected();
        assertNotEquals(ended, visit.page().url());
        assertThat(visit.page().locator("#sessions > li")).hasCount(1);
        visit.type("echo new=$((40+2))");
        visit.awaitScreen("^new=42$");
    }

    @Test
    void aSessionThatNobodyNeedsSaysSoAndIsExtendedKeptAndLetGo() {
        visit.logIn().createProject();
        Page page = visit.page();
        assertEquals(List.of(200, 201), page.evaluate("async (project) => { const send = async (method, path, body) => (await fetch(`api/projects/${project}${path}`,"
                + " { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).status;"
                + " return [await send('PATCH', '', { retentionMinutes: 30 }), await send('POST', '/sessions', { kind: 'terminal' })]; }", page.url().replaceAll(".*slug=|#.*", "")));
        String address = page.url().replaceAll("#.*", "") + "#all"; // one that names none shows the only session, which is watched then
        page.navigate("about:blank");
        page.navigate(address);
        Locator row = page.locator("#sessions > li");

        assertThat(row.locator("[data-field=detail]")).hasText(Pattern.compile("Ends in \\d+ min: nobody is there"));
        assertEquals(204, page.waitForResponse("**/extend", () -> row.locator("[data-action=extend]").click()).status());
        row.locator("[data-action=keep]").click();
        assertThat(row.locator("[data-action=keep]")).isHidden();
        row.locator("[data-action=release]").click();
        assertThat(row.locator("[data-action=keep]")).isVisible();
        assertThat(row.locator("[data-action=release]")).isHidden();

        page.route("**/api/sessions?project=*", route -> { }); // the page must know by itself that somebody is there now
        row.locator("[data-action=show]").click();
        visit.awaitConnected();
        assertThat(row.locator("[data-action=keep]")).isHidden();
        assertThat(row).hasAttribute("data-state", "running");
    }

    @Test
    void endingARunningSessionAsksFirst() {
        visit.logIn().createProject().openSession();
        Page page = visit.page();
        page.locator(".view-bar [data-action=end]").click();
        page.locator("#end-dialog [value=no]").click();
        assertThat(page.locator("#sessions > li")).hasCount(1);
        assertThat(page.locator(Visit.TERMINAL + " .xterm-helper-textarea")).isFocused();
        page.locator(".view-bar [data-action=end]").click();
        page.locator("#end-dialog [value=yes]").click();
        assertThat(page.locator("#sessions > li")).hasCount(0);
        assertThat(page.locator("#welcome")).containsText("nobody has been there for 30 min");
    }

    /** Two lists on their way had the ended session both, and the later of two calls that took it off was told that there is no such session. */
    @Test
    void anEndedSessionIsTakenOffOnceHoweverManyListsHaveIt() {
        visit.logIn().createProject().openSession();
        Page page = visit.page();
        List<Route> held = new ArrayList<>();
        AtomicInteger asked = new AtomicInteger();
        page.route("**/api/sessions/*", route -> {
            if (route.request().method().equals("DELETE") && asked.incrementAndGet() == 2) {
                held.add(route);
            } else {
                route.resume();
            }
        });
        page.locator(".view-bar [data-action=end]").click();
        page.locator("#end-dialog [value=yes]").click();
        page.waitForCondition(() -> held.size() == 1);
        for (int list = 1; list <= 2; list++) { // when the second has come, the page has read the first
            assertNull(page.waitForResponse("**/api/sessions?project=*", () -> page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")).finished());
        }
        held.get(0).resume();
        assertThat(page.locator("#sessions > li")).hasCount(0);
        assertThat(page.locator("#welcome")).isVisible();
        assertEquals(2, asked.get());
    }

    @Test
    void aSessionKeepsTheNameItIsGiven() {
        visit.logIn().createProject().openSession();
        Page page = visit.page();
        page.locator(".view-bar [data-action=rename]").click();
        page.locator("#session-name-field").fill("nightly build");
        page.locator("#rename-dialog [value=yes]").click();
        assertThat(page.locator("#session-name")).hasText("nightly build");
        page.reload();
        assertThat(page.locator("#sessions > li [data-field=name]")).hasText("nightly build");
    }

    @Test
    void aSecondTabSeesTheSameShell() {
        visit.logIn().createProject().openSession();
        visit.type("echo first=$((1+1))");
        visit.awaitScreen("^first=2$");
        Visit other = visit.secondTab();
        other.awaitScreen("^first=2$");
        other.type("echo second=$((2+2))");
        other.awaitScreen("^second=4$");
        visit.awaitScreen("^second=4$");
    }

    @Test
    void theThemeFollowsTheSystemUntilItIsChosen() {
        visit.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        visit.page().navigate(console.page("/login.xhtml"));
        assertThat(visit.page().locator("html")).hasAttribute("data-theme", "dark");
        visit.page().locator("[data-action=theme]").click();
        assertThat(visit.page().locator("html")).hasAttribute("data-theme", "light");
        visit.page().reload();
        assertThat(visit.page().locator("html")).hasAttribute("data-theme", "light");
    }

    /** Programs choose colours for a dark terminal: bright white, pale green and pink were nearly invisible. */
    @Test
    void everyColourCanBeReadOnTheLightPage() {
        visit.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        visit.logIn().createProject().openSession();
        visit.type("clear; for c in 37 97 93 '38;5;230' '38;5;120' '38;5;218'; do printf \"\\033[${c}mcan%sread\\033[0m \" -be-; done; echo");
        visit.awaitScreen("^can-be-read( can-be-read){5}\\s*$");
        List<?> contrasts = (List<?>) visit.page().evaluate("""
                terminal => {
                  const light = (color) => {
                    const [red, green, blue] = color.match(/\\d+/g).slice(0, 3).map((part) => part / 255)
                      .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
                    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
                  };
                  const paper = light(getComputedStyle(document.querySelector(terminal + ' .xterm-scrollable-element')).backgroundColor);
                  return [...document.querySelectorAll(terminal + ' .xterm-rows span')]
                    .filter((span) => span.textContent.startsWith('can-be-read'))
                    .map((span) => (paper + 0.05) / (light(getComputedStyle(span).color) + 0.05));
                }""", Visit.TERMINAL);
        assertEquals(6, contrasts.size());
        for (Object contrast : contrasts) {
            assertTrue(((Number) contrast).doubleValue() > 4.4, contrasts.toString());
        }
    }

    @Test
    void aPhoneHasTheKeysItsKeyboardLacksAndTheListInADrawer() {
        visit.logIn().createProject().openSession();
        Page page = visit.page();
        page.setViewportSize(390, 844);
        assertThat(page.locator("#key-bar")).isVisible();
        assertThat(page.locator(".sidebar")).isHidden();
        assertEquals(390, ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue());
        visit.type("sh -c 'echo asleep=$((1+1)); exec sleep 1000'"); // says so itself: one that the shell is only about to start hears no key
        visit.awaitScreen("^asleep=2$");
        page.locator("[data-key=interrupt]").click();
        visit.type("echo awake=$((6*7))");
        visit.awaitScreen("^awake=42$");
        visit.type("seq 500; echo over=$((1+1))");
        visit.awaitScreen("^over=2$");
        page.locator(Visit.TERMINAL).evaluate(DRAW_DOWN, 300);
        assertThat(page.locator(Visit.TERMINAL)).not().containsText("over=2");
        page.locator(".menu-button").click();
        assertThat(page.locator(".sidebar")).isVisible();
    }

    /** It sent the prompt, where a new line of it was meant; and no program could ask to tell it from Enter. */
    @Test
    void shiftEnterIsNoEnterInAClaudeSessionOrForAProgramThatAsked() {
        visit.logIn().createProject().openSession();
        visit.type("printf '\\e[>1u'; echo asked=$((1+1)); cat -v");
        visit.awaitScreen("^asked=2$");
        visit.page().keyboard().press("Shift+Enter");
        visit.page().reload();
        visit.awaitConnected();
        visit.page().keyboard().press("Control+Shift+Enter");
        visit.page().keyboard().press("Enter");
        visit.awaitScreen("^\\^\\[\\[13;2u\\^\\[\\[13;6u$");

        String claude = (String) visit.page().evaluate(OPEN_CLAUDE);
        visit.page().reload();
        visit.page().locator(".session[data-id='" + claude + "'] [data-action=show]").click();
        visit.awaitConnected();
        visit.page().keyboard().type("one");
        visit.page().keyboard().press("Shift+Enter");
        visit.page().keyboard().type("two");
        visit.page().keyboard().press("Enter");
        visit.awaitScreen("^one\\^\\[\n(.*\n)*two$");
    }

    private static final String OPEN_CLAUDE = "async () => { const page = document.getElementById('workspace').dataset;"
            + " const answer = await fetch(`${page.base ?? ''}/api/projects/${page.project}/sessions`,"
            + " { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{\"kind\":\"claude\"}' });"
            + " return (await answer.json()).id; }";

    /** On a German keyboard Option+L is @: it was Meta, whatever the layout had there. */
    @Test
    void anOptionKeyTypesWhatTheLayoutHasThereUntilItIsMadeMeta() {
        visit.page().addInitScript("Object.defineProperty(navigator, 'platform', { get: () => 'MacIntel' })");
        visit.logIn().createProject().openSession();
        visit.type("echo ready=$((1+1)); cat -v");
        visit.awaitScreen("^ready=2$");
        optionAndL();
        visit.page().keyboard().press("Enter");
        visit.awaitScreen("^@\n@$");
        String session = visit.page().url();
        visit.page().navigate(console.page("/account.xhtml"));
        visit.page().getByLabel("Left Option").selectOption("meta");
        visit.page().navigate(session);
        visit.awaitConnected();
        optionAndL();
        visit.page().keyboard().press("Enter");
        visit.awaitScreen("^\\^\\[l\n\\^\\[l$");
    }

    /** As a Mac's browser tells of the keys; Playwright's keyboard has one layout only. */
    private void optionAndL() {
        CDPSession keyboard = visit.page().context().newCDPSession(visit.page());
        for (String event : List.of(
                "{type: 'rawKeyDown', key: 'Alt', code: 'AltLeft', windowsVirtualKeyCode: 18, modifiers: 1}",
                "{type: 'keyDown', key: '@', code: 'KeyL', text: '@', windowsVirtualKeyCode: 76, modifiers: 1}",
                "{type: 'keyUp', key: '@', code: 'KeyL', windowsVirtualKeyCode: 76, modifiers: 1}",
                "{type: 'keyUp', key: 'Alt', code: 'AltLeft', windowsVirtualKeyCode: 18}")) {
            keyboard.send("Input.dispatchKeyEvent", JsonParser.parseString(event).getAsJsonObject());
        }
        keyboard.detach();
    }

    /** A finger, over so many pixels, that rests before it leaves. */
    private static final String DRAW_DOWN = "(element, pixels) => [['start', 0], ['move', pixels / 2], ['move', pixels], ['cancel', null]].forEach(([type, clientY]) =>"
            + " element.dispatchEvent(Object.assign(new Event(`touch${type}`), { touches: clientY === null ? [] : [{ clientX: 100, clientY }] })))";

    @Test
    void whatDoesNotExistHasAPageThatSaysSo() {
        visit.logIn();
        visit.page().navigate(console.page("/project.xhtml?slug=no-such-project"));
        assertThat(visit.page().locator("h1")).hasText("Nothing here");
        assertThat(visit.page().locator("body")).not().containsText("Exception");
        visit.errors().removeIf(error -> error.contains("404"));
    }
}
