package dev.longshell.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.RequestOptions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that come late, or in another order than they were asked for, and hands that do not wait for them. */
class HasteIT extends BrowserTest {
    private static final String OPENINGS = "**/api/projects/*/sessions";
    private Page page;
    private Locator rows;

    @BeforeEach
    void open() {
        visit.logIn().createProject().openSession();
        page = visit.page();
        rows = page.locator("#sessions > li");
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

    private String idOfPresent() {
        return page.url().replaceAll(".*#", "");
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

    /** As another page of the same person. @param path below the session before you; with a slash, below the API */
    private int api(String method, String path, String json) {
        String address = console.page("/api/" + (path.isEmpty() ? "sessions/" + idOfPresent() : path));
        RequestOptions options = RequestOptions.create().setMethod(method).setHeader("Origin", console.address().toString());
        return page.request().fetch(address, json == null ? options : options.setHeader("Content-Type", "application/json").setData(json)).status();
    }
}
