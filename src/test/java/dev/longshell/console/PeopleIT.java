package dev.longshell.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.APIRequest;
import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import dev.longshell.attack.IdentityProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages about people and the house, as an admin and as somebody who is none meet them. */
class PeopleIT extends BrowserTest {
    private static final String PASSWORD = "a good long password";

    @Test
    void anAdminMakesAUserWhoThenLogsInWithThePasswordThatWasShownOnce() {
        String name = newName();
        visit.logIn();
        visit.page().navigate(console.page("/users.xhtml"));
        visit.page().locator("#username").fill(name);
        visit.page().locator("#create-user").click();
        String password = visit.page().locator(".once .secret").textContent();
        visit.page().navigate(console.page("/users.xhtml"));
        assertThat(visit.page().locator(".row", rowOf(name))).isVisible();

        try (Visit theirs = Visit.begin(chromium, console, 390, 844)) {
            logIn(theirs, name, password);
            assertThat(theirs.page().locator(".page-places")).not().containsText("Users");
            assertThat(theirs.page().locator("#create")).not().isVisible();
            theirs.page().locator("#log-out").click();
            assertEquals(List.of(), theirs.errors());
        }
        Locator row = visit.page().locator(".row", rowOf(name));
        Locator cancel = visit.page().locator("#sure-dialog [value=no]");
        row.getByText("Disable").click();
        assertThat(visit.page().locator("#sure-title")).hasText("Disable " + name + "?");
        assertThat(cancel).isFocused();
        visit.page().keyboard().press("Enter");
        assertThat(cancel).isHidden();
        assertThat(row.locator(".badge.bad")).hasCount(0);
        row.getByText("Disable").click();
        visit.page().locator("#sure-yes").click();
        assertThat(row.locator(".badge.bad")).hasText("disabled");
    }

    @Test
    void aReloadMakesNoSecondPassword() {
        String name = newUser();
        visit.logIn();
        visit.page().navigate(console.page("/users.xhtml"));
        visit.page().locator(".row", rowOf(name)).getByText("New password").click();
        visit.page().locator("#sure-yes").click();
        String password = visit.page().locator(".once .secret").textContent();
        visit.page().reload();
        assertThat(visit.page().locator("#users-title")).isVisible();
        assertThat(visit.page().locator(".once")).hasCount(0);
        try (Visit theirs = Visit.begin(chromium, console, 1280, 800)) {
            logIn(theirs, name, password);
        }
    }

    @Test
    void aMemberIsAddedGivenAnotherRoleAndRemoved() {
        String name = newUser();
        visit.logIn().createProject();
        visit.page().getByText("Members").click();
        visit.page().locator("#username").fill("nobody" + name);
        visit.page().locator("#add-member").click();
        assertThat(visit.page().locator(".refusal")).containsText("There is no user");
        assertThat(visit.page()).hasURL(Pattern.compile("/members\\.xhtml\\?slug=[^&]+$"));
        visit.page().locator("#username").fill(name);
        visit.page().locator("#add-member").click();
        Locator row = visit.page().locator(".row", rowOf(name));
        assertThat(row.locator(".row-detail")).hasText("operator");
        row.locator("select").selectOption("viewer");
        row.getByText("Save").click();
        assertThat(row.locator(".row-detail")).hasText("viewer");
        row.getByText("Remove").click();
        visit.page().locator("#sure-yes").click();
        assertThat(row).hasCount(0);
    }

    @Test
    void aTokenIsShownOnceAndIsGoodUntilItIsRevoked() {
        String name = newUser();
        logIn(visit, name, PASSWORD);
        visit.page().navigate(console.page("/account.xhtml"));
        visit.page().locator("#token-name").fill("ci");
        visit.page().locator("#make-token").click();
        String token = visit.page().locator(".once .secret").textContent();
        assertEquals(200, me(token));
        visit.page().navigate(console.page("/account.xhtml"));
        assertThat(visit.page().locator(".once")).hasCount(0);
        visit.page().locator(".row").getByText("Revoke").click();
        visit.page().locator("#sure-yes").click();
        assertThat(visit.page().locator(".row").getByText("Revoke")).hasCount(0);
        assertEquals(401, me(token));
    }

    @Test
    void aPasswordIsChangedAndThisBrowserStays() {
        String name = newUser();
        logIn(visit, name, PASSWORD);
        visit.page().navigate(console.page("/account.xhtml"));
        visit.page().locator("#current").fill("not the password");
        visit.page().locator("#next").fill("another good password");
        visit.page().locator("#change-password").click();
        assertThat(visit.page().locator(".refusal")).containsText("Wrong");
        visit.page().locator("#current").fill(PASSWORD);
        visit.page().locator("#next").fill("another good password");
        visit.page().locator("#change-password").click();
        assertThat(visit.page().locator(".good")).containsText("changed");
        visit.page().reload();
        assertThat(visit.page()).hasURL(console.page("/account.xhtml"));
    }

    /** The login ends under an open terminal: the page asks in front of it, and the same shell goes on. */
    @Test
    void aLoginThatEndsUnderATerminalIsRenewedThere() {
        try (Visit theirs = Visit.begin(chromium, console, 1280, 800)) {
            logIn(theirs, console.username(), console.password());
            theirs.createProject().openSession().type("echo shell=$$");
            String shell = theirs.awaitScreen("^shell=(\\d+)$").group(1);
            assertEquals(204, theirs.page().request().post(console.page("/api/auth/logout"), RequestOptions.create().setHeader("Origin", console.address().toString())).status());

            Locator dialog = theirs.page().locator("#login-dialog");
            assertThat(dialog.locator("#again-password")).isFocused();
            dialog.locator("#again-password").fill("not the password");
            dialog.locator("[value=yes]").click();
            assertThat(dialog.locator(".refusal")).containsText("Wrong");
            dialog.locator("#again-password").fill(console.password());
            dialog.locator("[value=yes]").click();
            assertThat(dialog).isHidden();
            theirs.awaitConnected();
            theirs.type("echo again=$$");
            assertEquals(shell, theirs.awaitScreen("^again=(\\d+)$").group(1));
            assertEquals(List.of(), theirs.errors().stream().filter(error -> !error.contains("401")).toList());
        }
    }

    /** What strangers called themselves is in the audit, and is text there and in its file. */
    @Test
    void theAuditIsFilteredAndShowsMarkupExpressionsAndFormulasAsText() throws IOException {
        String evil = "=1+1<img src=x onerror=alert(1)>#{1+1}" + System.nanoTime();
        assertEquals(401, api(null).post("/api/auth/login", RequestOptions.create().setData(Map.of("username", evil, "password", "wrong"))).status());
        visit.logIn();
        visit.page().navigate(console.page("/audit.xhtml"));
        visit.page().locator("#who").fill(evil);
        visit.page().waitForCondition(() -> {
            visit.page().locator("#filter").click();
            return visit.page().locator("tbody tr").count() == 1;
        });
        assertThat(visit.page().locator("tbody td").nth(1)).hasText(evil);
        assertThat(visit.page().locator("tbody .badge")).hasText("refused");
        assertThat(visit.page().locator("tbody img")).hasCount(0);
        Download file = visit.page().waitForDownload(() -> visit.page().locator("#csv").click());
        List<String> lines = Files.readAllLines(file.path());
        assertEquals(2, lines.size(), lines.toString());
        assertTrue(lines.get(1).contains("\"'" + evil + "\""), lines.get(1));
        visit.page().locator("#who").fill("nobody at all");
        visit.page().locator("#filter").click();
        assertThat(visit.page().getByText("Nothing of that kind has happened.")).isVisible();
    }

    /** The provider is another site, so this also holds that the browser shows its cookie on the page that it comes back to. */
    @Test
    void somebodyOfTheProviderLogsInAndOneWhoIsHereLinksTheirs() {
        IdentityProvider.shared().knows("subject of " + newName(), "single.sign.on");
        visit.page().navigate(console.page("/account.xhtml"));
        visit.page().locator("#openid").click();
        visit.page().waitForURL("**/account.xhtml");
        assertThat(visit.page().locator("h1")).containsText("single.sign.on");
        assertThat(visit.page().locator("#password-form")).hasCount(0);
        visit.page().getByText("Unlink").click();
        visit.page().locator("#sure-yes").click();
        assertThat(visit.page().locator(".refusal")).containsText("no password");

        IdentityProvider.shared().knows("subject of " + newName(), null);
        try (Visit theirs = Visit.begin(chromium, console, 390, 844)) {
            logIn(theirs, newUser(), PASSWORD);
            theirs.page().navigate(console.page("/account.xhtml"));
            theirs.page().locator("#link").click();
            theirs.page().waitForURL("**/account.xhtml");
            theirs.page().getByText("Unlink").click();
            theirs.page().locator("#sure-yes").click();
            assertThat(theirs.page().locator("#link")).isVisible();
            assertEquals(List.of(), theirs.errors());
        }
    }

    @Test
    void theHouseShowsItsBreakers() {
        visit.logIn();
        visit.page().navigate(console.page("/house.xhtml"));
        assertThat(visit.page().locator(".rows")).containsText(Pattern.compile("keeper.*answers.*postgresql.*answers", Pattern.DOTALL));
    }

    @Test
    void anAdminSaysWhoseTheShellsOfAProjectAre() {
        visit.logIn().createProject();
        visit.page().getByText("Members").click();
        visit.page().waitForURL("**/members.xhtml?slug=*");
        String members = visit.page().url();
        assertThat(visit.page().locator("#shared-user")).containsText("longshell run-as USER");
        for (String refused : new String[] {"root", "nobody-of-that-name"}) {
            visit.page().locator("#run-as").fill(refused);
            visit.page().locator("#save-run-as").click();
            assertThat(visit.page().locator(".refusal")).containsText("OS user: " + refused);
        }
        visit.page().locator("#run-as").fill("nobody");
        visit.page().locator("#save-run-as").click();
        assertThat(visit.page().locator(".good")).containsText("Saved");
        visit.page().navigate(members);
        assertThat(visit.page().locator("#shared-user")).hasCount(0);
        assertThat(visit.page().locator("#run-as")).hasValue("nobody");
        visit.page().locator("#run-as").fill("");
        visit.page().locator("#save-run-as").click();
        assertThat(visit.page().locator(".good")).containsText("Saved");
        visit.page().navigate(members);
        assertThat(visit.page().locator("#run-as")).hasValue("");
    }

    @Test
    void aManagerSaysHowManySessionsAProjectMayHaveAndHowLongTheyStay() {
        visit.logIn().createProject();
        visit.page().getByText("Members").click();
        visit.page().waitForURL("**/members.xhtml?slug=*");
        String members = visit.page().url();
        for (String refused : new String[] {"many", "10001", "-1"}) {
            visit.page().locator("#max-sessions").fill(refused);
            visit.page().locator("#save-limits").click();
            assertThat(visit.page().locator(".refusal")).containsText("Sessions at once");
        }
        visit.page().locator("#max-sessions").fill("1");
        visit.page().locator("#retention-minutes").fill("0");
        visit.page().locator("#save-limits").click();
        assertThat(visit.page().locator(".good")).containsText("Saved");
        visit.page().navigate(members);
        assertThat(visit.page().locator("#max-sessions")).hasValue("1");
        assertThat(visit.page().locator("#retention-minutes")).hasValue("0");

        visit.page().navigate(members);
        visit.page().locator("#max-sessions").fill("");
        visit.page().locator("#retention-minutes").fill("");
        visit.page().locator("#save-limits").click();
        assertThat(visit.page().locator(".good")).containsText("Saved");
        visit.page().navigate(members);
        assertThat(visit.page().locator("#max-sessions")).hasValue("");
        assertThat(visit.page().locator("#retention-minutes")).hasValue("");
    }

    @Test
    void noPageIsWiderThanAPhone() {
        try (Visit phone = Visit.begin(chromium, console, 390, 844)) {
            phone.logIn();
            for (String page : new String[] {"/index.xhtml", "/users.xhtml", "/audit.xhtml", "/house.xhtml", "/account.xhtml", "/members.xhtml?slug=home"}) {
                phone.page().navigate(console.page(page));
                for (String part : new String[] {"html", ".page-bar", ".page-places"}) {
                    assertEquals(true, phone.page().evaluate("part => { const it = document.querySelector(part); return it.scrollWidth <= it.clientWidth; }", part), page + " " + part);
                }
            }
            assertEquals(List.of(), phone.errors());
        }
    }

    @Test
    void whatIsAnAdminsIsClosedToEverybodyElse() {
        String name = newUser();
        logIn(visit, name, PASSWORD);
        for (String page : new String[] {"/users.xhtml", "/audit.xhtml", "/house.xhtml", "/members.xhtml?slug=home"}) {
            assertEquals(page.startsWith("/members") ? 404 : 403, visit.page().request().get(console.page(page)).status(), page);
        }
        assertEquals(403, visit.page().request().get(console.page("/api/audit/csv")).status());
    }

    private void logIn(Visit who, String name, String password) {
        who.page().navigate(console.page("/login.xhtml"));
        who.page().locator("#username").fill(name);
        who.page().locator("#password").fill(password);
        who.page().locator("#log-in").click();
        who.page().waitForURL("**/index.xhtml");
    }

    private static String newName() {
        return "person" + System.nanoTime();
    }

    private static String newUser() {
        String name = newName();
        String login = api(null).post("/api/auth/login", RequestOptions.create().setData(Map.of("username", console.username(), "password", console.password()))).text();
        String token = login.replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
        assertEquals(201, api(token).post("/api/users", RequestOptions.create().setData(Map.of("username", name, "password", PASSWORD))).status());
        return name;
    }

    private static int me(String token) {
        return api(token).get("/api/me").status();
    }

    /** A program with that token, or nobody; ends with the browser. */
    private static APIRequestContext api(String token) {
        APIRequest.NewContextOptions options = new APIRequest.NewContextOptions().setBaseURL(console.address().toString());
        return chromium.requests().newContext(token == null ? options : options.setExtraHTTPHeaders(Map.of("Authorization", "Bearer " + token)));
    }

    private static Page.LocatorOptions rowOf(String name) {
        return new Page.LocatorOptions().setHasText(name);
    }
}
