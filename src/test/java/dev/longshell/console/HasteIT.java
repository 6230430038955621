package dev.longshell.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.RequestOptions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that come late, or in another order than they were asked for, and hands that do not wait for them. */
class HasteIT extends BrowserTest {
    private static final String LISTS = "**/api/sessions?project=*";
    private static final String SCREENS = "**/api/sessions/*/screen?*";
    private static final String SESSION = "**/api/sessions/*";
    private static final String OPENINGS = "**/api/projects/*/sessions";
    private Page page;
    private Locator rows;

    @BeforeEach
    void open() {
        visit.logIn().createProject().openSession();
        page = visit.page();
        rows = page.locator("#sessions > li");
    }

    /** The new one went from the list, and its terminal was called All sessions. */
    @Test
    void aListThatWasAskedForBeforeASessionWasOpenedDoesNotTakeItAway() {
        Runnable list = askForTheList(visit.holdAnswers("GET", LISTS));
        page.locator("#new-session").click();
        assertThat(rows).hasCount(2);

        letGo(list);

        assertThat(rows).hasCount(2);
        assertThat(page.locator("#session-name")).not().hasText("All sessions");
    }

    @Test
    void aListThatWasAskedForBeforeANewNameDoesNotBringBackTheOld() {
        Runnable list = askForTheList(visit.holdAnswers("GET", LISTS));
        page.locator(".view-bar [data-action=rename]").click();
        page.locator("#session-name-field").fill("nightly build");
        page.locator("#rename-dialog [value=yes]").click();
        assertThat(page.locator("#session-name")).hasText("nightly build");

        letGo(list);

        assertThat(page.locator("#session-name")).hasText("nightly build");
    }

    @Test
    void ofTwoListsTheOneAskedForLaterCountsWhicheverComesFirst() {
        List<Runnable> late = visit.holdAnswers("GET", LISTS);
        Runnable older = askForTheList(late);
        assertEquals(200, api("PATCH", "", "{\"name\":\"named elsewhere\"}"));
        Runnable newer = askForTheList(late);

        letGo(newer);
        assertThat(page.locator("#session-name")).hasText("named elsewhere");
        letGo(older);

        assertThat(page.locator("#session-name")).hasText("named elsewhere");
    }

    /** The second was told that there is no such session, which the page said in front of a list that was as wanted. */
    @Test
    void aSecondClickOnWhatIsUnderWayIsNone() {
        AtomicInteger calls = count("DELETE", SESSION);
        visit.type("exit");
        assertThat(visit.banner()).containsText("exit code 0");

        assertThat(visit.banner().locator("[data-action=end]")).hasText("Close");
        assertThat(rows.locator("[data-action=end]")).hasAttribute("aria-label", Pattern.compile("Close .+"));
        assertThat(page.locator(".view-bar [data-action=end]")).hasAttribute("aria-label", "Close this session");
        page.locator(".view-bar [data-action=end]").dblclick();

        assertThat(rows).hasCount(0);
        assertThat(page.locator("#welcome")).isVisible();
        assertThat(page.locator("#notice")).isHidden();
        assertEquals(1, calls.get());
    }

    /** A list that came while the first call was on its way had it still, and sent another. */
    @Test
    void anEndedSessionIsTakenOffOnceWhateverListsComeMeanwhile() {
        visit.type("exit");
        assertThat(visit.banner()).containsText("exit code 0");
        List<Route> held = visit.hold(SESSION);
        page.locator(".view-bar [data-action=end]").click();
        page.waitForCondition(() -> held.size() == 1);
        newList();
        newList();

        held.get(0).resume();

        assertThat(rows).hasCount(0);
        assertEquals(1, held.size());
    }

    @Test
    void enterPressedTwiceOpensOneSessionInThePlaceOfOneThatEnded() {
        AtomicInteger calls = count("POST", "**/api/sessions/*/restart");
        visit.type("exit");
        assertThat(visit.banner()).containsText("exit code 0");
        String ended = page.url();

        page.keyboard().press("Enter");
        page.keyboard().press("Enter");

        page.waitForURL(url -> !url.equals(ended));
        visit.awaitConnected();
        assertThat(rows).hasCount(1);
        assertEquals(1, calls.get());
    }

    /** It went from the list, for good, and ran on. */
    @Test
    void aSessionThatCouldNotBeEndedStaysOnTheList() {
        page.route(SESSION, route -> refuse(route, "DELETE"));
        page.locator(".view-bar [data-action=end]").click();
        page.locator("#end-dialog [value=yes]").click();
        assertThat(page.locator("#notice")).containsText("not now");

        newList();

        assertThat(rows).hasCount(1);
        visit.type("echo alive=$((40+2))");
        visit.awaitScreen("^alive=42$");
        visit.errors().removeIf(error -> error.contains("503"));
    }

    /** Its terminal stayed, was called All sessions, and to name or end it threw. */
    @Test
    void whatSomebodyElseTakesOffTheListIsOffThePage() {
        visit.type("exit");
        assertThat(visit.banner()).containsText("exit code 0");
        assertEquals(204, api("DELETE", "", null));

        newList();

        assertThat(rows).hasCount(0);
        assertThat(page.locator("#welcome")).isVisible();
        assertThat(page.locator(Visit.TERMINAL)).hasCount(0);
    }

    /** What they typed there went to the new one. */
    @Test
    void whoeverGoesElsewhereWhileASessionIsOpenedStaysThere() {
        List<Runnable> late = visit.holdAnswers("POST", OPENINGS);
        page.locator("#new-session").click();
        page.waitForCondition(() -> late.size() == 1);
        page.locator("#all-sessions").click();

        letGo(late.get(0));

        assertThat(rows).hasCount(2);
        assertThat(page.locator("#overview")).isVisible();
        assertThat(page).hasURL(Pattern.compile("#all$"));
    }

    /** The page asked for a picture of what it had just ended, and the browser complained about the answer. */
    @Test
    void aSessionThatIsEndedIsAskedForNoPicture() {
        visit.type("exit");
        assertThat(visit.banner()).containsText("exit code 0");
        AtomicInteger answers = new AtomicInteger();
        List<Route> held = visit.hold(SCREENS);
        page.onResponse(response -> answers.addAndGet(response.url().contains("/screen?") ? 1 : 0));
        page.locator("#all-sessions").click();
        page.waitForCondition(() -> held.size() == 1);

        rows.hover();
        rows.locator("[data-action=end]").click();
        assertThat(rows).hasCount(0);
        held.get(0).resume();
        newList();

        assertEquals(0, answers.get());
    }

    /** A keeper that is being replaced cost a session that says nothing its picture until it said something. */
    @Test
    void aPictureThatCannotBeHadNowIsAskedForAgain() {
        visit.type("echo quiet=$((1+1))");
        visit.awaitScreen("^quiet=2$");
        String address = page.url().replaceAll("#.*", "#all");
        page.navigate("about:blank"); // it is detached, and nothing happens in it any more
        page.waitForCondition(() -> stateOf(address).contains("\"state\":\"detached\""));
        AtomicInteger asked = new AtomicInteger();
        page.route(SCREENS, route -> {
            if (asked.incrementAndGet() == 1) {
                refuse(route, "GET");
            } else {
                route.resume();
            }
        });
        page.navigate(address);
        assertThat(page.locator(".session-card.has-picture")).hasCount(1);
        visit.errors().removeIf(error -> error.contains("503"));
    }

    /** It stayed empty: it waited for the page of the other session. */
    @Test
    void aHistoryThatIsOpenedWhileAnotherIsOnItsWayIsShown() {
        visit.type("echo first=$((40+1))");
        visit.awaitScreen("^first=41$");
        String first = idOfPresent();
        openAnother();
        visit.type("echo second=$((40+2))");
        visit.awaitScreen("^second=42$");
        String second = idOfPresent();
        List<Runnable> late = visit.holdAnswers("GET", "**/api/sessions/" + first + "/screen?*");
        show(first);
        page.locator(".view-bar [data-action=history]").click();
        page.waitForCondition(() -> late.size() == 1);

        show(second);
        page.locator(".view-bar [data-action=history]").click();
        letGo(late.get(0));

        assertThat(page.locator("#history [data-field=lines]")).containsText("second=42");
        assertThat(page.locator("#history [data-field=lines]")).not().containsText("first=41");
    }

    /** The page never answered again. */
    @Test
    void aHistoryThatIsLeftBeforeItIsThereIsNotSearched() {
        visit.type("echo needle=$((40+2))");
        visit.awaitScreen("^needle=42$");
        find("needle=42");
        List<Runnable> late = visit.holdAnswers("GET", SCREENS);
        page.locator("#find [data-action=history]").click();
        page.waitForCondition(() -> late.size() == 1);
        page.locator("#history [data-history=close]").click();

        letGo(late.get(0));

        assertThat(page.locator("#find [data-field=count]")).hasText("1 of 1");
        assertThat(page.locator("#history")).isHidden();
    }

    /** The terminal's match was there, and the bar said that it is not. */
    @Test
    void whatIsSaidOfASearchIsWhatTheLastOneFound() {
        twoThousandLines();
        find("over=2");
        List<Runnable> late = visit.holdAnswers("GET", SCREENS);
        page.locator("#find [data-action=history]").click();
        page.waitForCondition(() -> late.size() == 1);
        late.get(0).run();
        page.waitForCondition(() -> late.size() == 2);
        page.locator("#history [data-history=close]").click();
        assertThat(page.locator("#find [data-field=count]")).hasText("1 of 1");

        letGo(late.get(1));

        assertThat(page.locator("#find [data-field=count]")).hasText("1 of 1");
    }

    /** Whoever scrolled up and went on to another session had that one's history opened over it. */
    @Test
    void aHistoryIsNotOpenedOverAnotherSessionThanTheOneThatWasScrolled() {
        twoThousandLines();
        String scrolled = idOfPresent();
        openAnother();
        String other = idOfPresent();
        show(scrolled);
        List<Runnable> late = visit.holdAnswers("GET", SCREENS);
        page.waitForCondition(() -> {
            page.keyboard().press("Shift+PageUp");
            return late.size() == 1;
        });

        show(other);
        letGo(late.get(0));

        assertThat(page.locator("#history")).isHidden();
        assertEquals(1, late.size());
    }

    @Test
    void aHistoryThatGoesOnNoFurtherSaysSo() {
        twoThousandLines();
        page.locator(".view-bar [data-action=history]").click();
        Locator lines = page.locator("#history [data-field=lines]");
        assertThat(lines).containsText("over=2");
        page.route(SCREENS, Route::abort);

        lines.evaluate("lines => { lines.scrollTop = 0; }");

        assertThat(page.locator("#notice")).containsText("does not answer");
        visit.errors().removeIf(error -> error.contains("ERR_FAILED"));
    }

    /** The link of one session was shown as that of the next. */
    @Test
    void aLinkThatIsMadeLateIsNotShownAsThatOfAnotherSession() {
        String first = idOfPresent();
        openAnother();
        String second = idOfPresent();
        show(first);
        List<Runnable> late = visit.holdAnswers("POST", "**/api/sessions/*/shares");
        page.locator("#share").click();
        Locator dialog = page.locator("#share-dialog");
        dialog.getByText("Make a link").dblclick();
        page.waitForCondition(() -> !late.isEmpty());
        dialog.locator("[data-share=close]").click();
        show(second);
        page.locator("#share").click();
        assertThat(dialog).isVisible();

        letGo(late.get(0));

        assertThat(dialog.locator("[data-field=made]")).isHidden();
        assertThat(dialog.locator("li")).hasCount(0);
        assertEquals(1, late.size());
    }

    @Test
    void aLinkIsRevokedOnceHoweverOftenItsButtonIsClicked() {
        page.locator("#share").click();
        Locator dialog = page.locator("#share-dialog");
        dialog.getByText("Make a link").click();
        AtomicInteger calls = count("DELETE", "**/api/sessions/*/shares/*");

        dialog.locator("[data-share=revoke]").dblclick();

        assertThat(dialog.locator("li")).hasCount(0);
        assertThat(dialog.locator("[data-field=refusal]")).hasText("");
        assertEquals(1, calls.get());
    }

    /** What was under way when the login ended was said to have failed, behind the dialog. */
    @Test
    void whatWasUnderWayWhenTheLoginEndedIsDoneOnceSomebodyLoggedIn() {
        page.context().clearCookies(); // a login of its own, which ends here
        page.navigate(console.page("/login.xhtml"));
        visit.submitLogin(console.password());
        page.waitForURL("**/index.xhtml");
        visit.createProject().openSession();
        List<Route> held = visit.hold(OPENINGS);
        page.locator("#new-session").click();
        page.waitForCondition(() -> held.size() == 1);
        assertEquals(204, api("POST", "auth/logout", null));
        Locator dialog = page.locator("#login-dialog");
        assertThat(dialog).isVisible();
        AtomicInteger logins = count("POST", "**/api/auth/login");

        page.unroute(OPENINGS);
        assertEquals(401, page.waitForResponse(OPENINGS, () -> held.get(0).resume()).status());
        dialog.locator("#again-password").fill(console.password());
        dialog.locator("[value=yes]").dblclick();

        assertThat(rows).hasCount(2);
        assertThat(page.locator("#notice")).isHidden();
        assertEquals(1, logins.get());
        visit.errors().removeIf(error -> error.contains("401"));
    }

    /** Its snapshot was parsed when the terminal was gone, and moved a scrollbar that was gone, too. */
    @Test
    void aSessionEndsWhileItsSnapshotIsParsed() {
        page.addInitScript(PARSE_LATE);
        page.reload();
        page.waitForFunction("() => window.late.length > 0");
        page.locator(".view-bar [data-action=end]").click();
        page.locator("#end-dialog [value=yes]").click();
        assertThat(rows).hasCount(0);

        page.evaluate("() => { window.late.splice(0).forEach(action => setTimeout(action, 1)); setTimeout(() => { window.over = true; }, 2); }");

        page.waitForFunction("() => window.over");
    }

    /** What a frame of the session makes the terminal do in a task of its own waits. */
    private static final String PARSE_LATE = "{ const later = window.setTimeout; let heard = false; window.late = [];"
            + " window.setTimeout = (action, wait, ...rest) => heard && !wait ? window.late.push(action) : later(action, wait, ...rest);"
            + " const { set } = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'onmessage');"
            + " Object.defineProperty(WebSocket.prototype, 'onmessage', { set(action) { set.call(this, (message) => {"
            + " heard = true; try { action(message); } finally { heard = false; } }); } }); }";

    /** The letters that it had drawn ahead stood in it until its own text came. */
    @Test
    void aTerminalThatIsTakenWhileItIsMadeShowsNothingThatIsNotItsOwn() {
        visit.type("echo own=$((40+2))");
        visit.awaitScreen("^own=42$");
        page.addInitScript(TAKE_AS_SOON_AS_MADE.replace("ID", idOfPresent()));
        page.navigate(page.url().replaceAll("#.*", "#all"));
        page.reload();

        page.waitForFunction("() => window.drawn.some(frame => frame.includes('own=42'))");

        assertEquals(List.of(), page.evaluate("() => window.drawn.filter(frame => frame.includes('!\"#$%'))"));
    }

    /** Its next terminal is in the document, and nothing of what was written to it is parsed. */
    private static final String TAKE_AS_SOON_AS_MADE = "window.drawn = []; new MutationObserver((changes, self) => {"
            + " const show = document.querySelector('#sessions [data-id=\"ID\"] [data-action=show]');"
            + " if (!show || !document.querySelector('.spare .xterm-rows')) { return; }"
            + " self.disconnect(); show.click();"
            + " const look = () => { window.drawn.push([...document.querySelectorAll('#stage > .terminal:not([hidden]) .xterm-rows > div')].map(row => row.textContent).join('\\n'));"
            + " requestAnimationFrame(look); }; look(); }).observe(document, { childList: true, subtree: true });";

    /** A second click was told that the name is taken, and the password that the first had made was never seen. */
    @Test
    void aFormIsSentOnceHoweverOftenItsButtonIsClicked() {
        page.navigate(console.page("/users.xhtml"));
        page.locator("#username").fill("hasty" + System.nanoTime());
        List<Route> held = visit.hold("**/users.xhtml");

        page.locator("#create-user").dblclick(new Locator.DblclickOptions().setDelay(150));
        page.waitForCondition(() -> !held.isEmpty());
        held.get(held.size() - 1).resume();

        assertThat(page.locator(".once .secret")).isVisible();
        assertEquals(1, held.size());
    }

    /** Back left the project from any session: the page had one entry of the browser's history, whatever it showed. */
    @Test
    void backLeadsToTheSessionThatWasShownBefore() {
        String first = page.url();
        openAnother();

        page.goBack();

        page.waitForURL(first);
        assertThat(rows.locator("[aria-current=true]")).hasCount(1);
        assertThat(page.locator("[data-id='" + first.replaceAll(".*#", "") + "'] [aria-current=true]")).isVisible();
    }

    private void openAnother() {
        String before = page.url();
        page.locator("#new-session").click();
        page.waitForURL(url -> !url.equals(before));
        visit.awaitConnected();
    }

    private void show(String session) {
        page.locator("#sessions [data-id='" + session + "'] [data-action=show]").click();
        assertThat(page.locator(Visit.TERMINAL)).hasAttribute("data-id", session);
    }

    private String idOfPresent() {
        return page.url().replaceAll(".*#", "");
    }

    /** More than a page of a history, and than a terminal that comes anew. */
    private void twoThousandLines() {
        visit.type("seq 2500; echo over=$((1+1))");
        visit.awaitScreen("^over=2$");
        page.reload();
        visit.awaitScreen("^over=2$");
    }

    private void find(String term) {
        page.locator(Visit.TERMINAL + " .xterm-helper-textarea").press("Control+f");
        page.locator("#find input").fill(term);
        assertThat(page.locator("#find [data-field=count]")).hasText("1 of 1");
    }

    /** As a page does that is seen again; it may ask by itself just before. @return lets the newest answer come */
    private Runnable askForTheList(List<Runnable> late) {
        int before = late.size();
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
        page.waitForCondition(() -> late.size() > before);
        return late.get(late.size() - 1);
    }

    private void newList() {
        visit.awaitRead(page.waitForResponse(LISTS, () -> page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")));
    }

    private void letGo(Runnable late) {
        visit.awaitRead(page.waitForResponse("**/api/**", late));
    }

    private AtomicInteger count(String method, String glob) {
        AtomicInteger calls = new AtomicInteger();
        page.route(glob, route -> {
            calls.addAndGet(route.request().method().equals(method) ? 1 : 0);
            route.fallback();
        });
        return calls;
    }

    private static void refuse(Route route, String method) {
        if (route.request().method().equals(method)) {
            route.fulfill(new Route.FulfillOptions().setStatus(503).setContentType("application/problem+json").setBody("{\"code\":\"keeper_unavailable\",\"detail\":\"not now\"}"));
        } else {
            route.fallback();
        }
    }

    private String stateOf(String address) {
        String project = address.replaceAll(".*slug=|#.*", "");
        return page.request().get(console.page("/api/sessions?project=" + project), RequestOptions.create().setMaxRetries(Visit.RETRIES)).text();
    }

    /** As another page of the same person. @param path below the session before you; with a slash, below the API */
    private int api(String method, String path, String json) {
        String address = console.page("/api/" + (path.isEmpty() ? "sessions/" + idOfPresent() : path));
        RequestOptions options = RequestOptions.create().setMaxRetries(Visit.RETRIES).setMethod(method).setHeader("Origin", console.address().toString());
        return page.request().fetch(address, json == null ? options : options.setHeader("Content-Type", "application/json").setData(json)).status();
    }
}
