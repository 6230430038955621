package dev.longshell.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody at the console: one browser context, the page in front of them, and what went wrong there; says what a person does, not how a page is made. */
final class Visit implements AutoCloseable {
    /** Milliseconds that the first session of a server, which starts a keeper, may take on a machine that does much else. */
    private static final double SLOW_DAY = 60_000;
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final Map<URI, List<Cookie>> LOGINS = new ConcurrentHashMap<>();
    /** The terminal in front. */
    static final String TERMINAL = "#stage > .terminal:not([hidden])";
    /** The text of the terminal in front, a line for each row, spaces at the ends removed. */
    static final String SCREEN = "[...document.querySelectorAll('#stage > .terminal:not([hidden]) .xterm-rows > div')]"
            + ".map(row => row.textContent.replace(/\\u00a0/g, ' ').trimEnd()).join('\\n')";
    /** Of a request that a test makes beside the page: the connection that it was kept for may be closed by the server just then, which waits ten seconds. */
    static final int RETRIES = 3;

    private final RunningConsole console;
    private final BrowserContext context;
    private final Page page;
    private final List<String> errors;

    private Visit(RunningConsole console, BrowserContext context, List<String> errors) {
        this.console = console;
        this.context = context;
        this.errors = errors;
        this.page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text() + " at " + message.location());
            }
        });
        page.onPageError(errors::add);
    }

    /** Somebody new, with a window of that size in CSS pixels. */
    static Visit begin(Chromium chromium, RunningConsole console, int width, int height) {
        BrowserContext context = chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(width, height));
        return new Visit(console, context, new CopyOnWriteArrayList<>());
    }

    /** The same person's second tab on the page that the first one shows: another viewer. */
    Visit secondTab() {
        return secondTab("#" + page.url().replaceAll(".*#", ""));
    }

    /** A second tab on another session of the same project. @param fragment of its address */
    Visit secondTab(String fragment) {
        Visit tab = new Visit(console, context, errors);
        tab.page.navigate(page.url().replaceAll("#.*", fragment));
        tab.awaitConnected();
        return tab;
    }

    Page page() {
        return page;
    }

    /** What the browser complained about, over all tabs of this context. */
    List<String> errors() {
        return errors;
    }

    /** As who logged in there before, while that login lasts: a password costs the server most of a second of a core, and what the form does ConsoleIT says. */
    Visit logIn() {
        context.addCookies(LOGINS.getOrDefault(console.address(), List.of()));
        page.navigate(console.page("/index.xhtml"));
        if (page.url().contains("login.xhtml")) {
            submitLogin(console.password());
            page.waitForURL("**/index.xhtml");
            LOGINS.put(console.address(), context.cookies().stream().map(Visit::asSent).toList());
        }
        return this;
    }

    /** Of a cookie what a context takes. */
    private static Cookie asSent(Cookie cookie) {
        return new Cookie(cookie.name, cookie.value).setDomain(cookie.domain).setPath(cookie.path).setHttpOnly(cookie.httpOnly).setSecure(cookie.secure)
                .setSameSite(cookie.sameSite);
    }

    void submitLogin(String password) {
        page.locator("#username").fill(console.username());
        page.locator("#password").fill(password);
        page.locator("#log-in").click();
    }

    /** A project of its own, so that no test meets the limit or the sessions of another; of somebody who just logged in. */
    Visit createProject() {
        page.locator("#name").fill("Test " + System.nanoTime() + " " + NAMES.incrementAndGet());
        page.locator("#path").fill(console.projectDirectory().toString());
        page.locator("#create-project").click();
        page.waitForURL("**/project.xhtml?slug=*");
        return this;
    }

    Visit openSession() {
        page.locator(".welcome [data-action=open]").click();
        awaitConnected();
        return this;
    }

    void awaitConnected() {
        assertThat(page.locator("#connection")).hasAttribute("data-state", "connected", new LocatorAssertions.HasAttributeOptions().setTimeout(SLOW_DAY));
    }

    /** Types a line and presses Enter. */
    void type(String line) {
        page.locator(TERMINAL + " .xterm-helper-textarea").focus();
        page.keyboard().type(line + "\n");
    }

    String screen() {
        return (String) page.evaluate(SCREEN);
    }

    /** Waits until the screen shows that; the very screen that did is what the groups are of, for the next may be another. */
    Matcher awaitScreen(String regex) {
        String shown = (String) page.waitForFunction("expression => { const screen = " + SCREEN + "; return new RegExp(expression, 'm').test(screen) ? screen : null; }", regex)
                .jsonValue();
        Matcher matcher = Pattern.compile(regex, Pattern.MULTILINE).matcher(shown);
        if (!matcher.find()) {
            throw new AssertionError(regex + " means one thing to the browser and another to Java:\n" + shown);
        }
        return matcher;
    }

    /** Scrolls back by pages until the screen shows that, and gives every screen on the way, the newest first. */
    List<String> scrollBackTo(String regex) {
        List<String> screens = new ArrayList<>(List.of(screen()));
        while (!Pattern.compile(regex, Pattern.MULTILINE).matcher(screens.get(screens.size() - 1)).find()) {
            page.keyboard().press("Shift+PageUp");
            page.waitForFunction("before => " + SCREEN + " !== before", screens.get(screens.size() - 1));
            screens.add(screen());
        }
        return screens;
    }

    /** The size that the page shows, as {@code stty size} would print it: rows, columns. */
    String grid() {
        String[] size = page.locator("#grid").textContent().split(" × ");
        return size[1] + " " + size[0];
    }

    /** Requests of this page to such addresses, which wait until they are let go. */
    List<Route> hold(String glob) {
        List<Route> held = new ArrayList<>();
        page.route(glob, held::add);
        return held;
    }

    /** What the server answers such requests of this page, each on its way until it is let go. */
    List<Runnable> holdAnswers(String method, String glob) {
        List<Runnable> held = new ArrayList<>();
        page.route(glob, route -> {
            if (!route.request().method().equals(method)) {
                route.fallback();
                return;
            }
            APIResponse answer = route.fetch(new Route.FetchOptions().setMaxRetries(RETRIES));
            held.add(() -> route.fulfill(new Route.FulfillOptions().setResponse(answer)));
        });
        return held;
    }

    /** Until the page has acted on that answer, as far as it does so at once. */
    void awaitRead(Response answer) {
        answer.finished();
        page.waitForFunction("() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 0, true))))");
    }

    Locator connection() {
        return page.locator("#connection");
    }

    Locator banner() {
        return page.locator("#banner");
    }

    @Override
    public void close() {
        context.close();
    }
}
