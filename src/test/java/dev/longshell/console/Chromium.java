package dev.longshell.console;

import com.microsoft.playwright.APIRequest;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.List;

/** The installed Chromium for one test class; knows nothing of pages. Without 3D the terminal draws with elements, whose text a test can read. */
final class Chromium implements AutoCloseable {
    private static final List<String> ARGUMENTS = List.of("--no-sandbox", "--disable-gpu", "--disable-3d-apis", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync");

    /** Milliseconds until an expectation of a page is given up; a machine that does much else takes seconds for what a page at rest does at once. */
    private static final double PATIENCE = 30_000;

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Launches what the system property {@code chromium} names. */
    static Chromium launch() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        Playwright playwright = Playwright.create();
        Path executable = Path.of(System.getProperty("chromium", "/usr/bin/chromium"));
        return new Chromium(playwright, playwright.chromium().launch(
                new BrowserType.LaunchOptions().setExecutablePath(executable).setHeadless(true).setArgs(ARGUMENTS)));
    }

    Browser browser() {
        return browser;
    }

    /** Requests without a page. */
    APIRequest requests() {
        return playwright.request();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
