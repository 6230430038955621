package dev.longshell.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.longshell.cli.RunningLongshell;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An open page while its gateway is killed and started again: nobody touches the page, and nothing is lost or doubled. */
class GatewayLossIT {
    /** Milliseconds: a start of the server, and the page's breaker before it. */
    private static final double LONG = 120_000;

    private RunningLongshell server;
    private Chromium chromium;
    private Visit visit;

    @BeforeEach
    void openAShell() {
        chromium = Chromium.launch();
        server = RunningLongshell.start();
        RunningConsole console = new RunningConsole(URI.create("http://127.0.0.1:" + server.port()), server.adminUsername(), server.adminPassword(),
                Path.of(System.getProperty("user.home")));
        visit = Visit.begin(chromium, console, 1280, 800);
        visit.page().setDefaultTimeout(LONG);
        visit.logIn().createProject().openSession();
    }

    @AfterEach
    void quit() {
        try {
            visit.close();
            chromium.close();
        } finally {
            server.close(); // whatever the browser says: a server left behind outlives the tests
        }
    }

    @Test
    void theNumbersOfACountingShellHaveNoGapAndNoRepeat() {
        visit.type("clear; i=0; while :; do echo $((i++)); sleep .01; done");
        visit.awaitScreen("^100$");
        loseTheGateway();
        int seen = lastNumber();
        visit.awaitScreen("^" + (seen + 200) + "$");
        visit.page().keyboard().press("Control+c");
        visit.awaitScreen("^\\^C");
        int last = lastNumber();
        int expected = last;
        List<String> screens = visit.scrollBackTo("^0$");
        for (String screen : screens) {
            List<Integer> numbers = numbersOf(screen);
            int newest = numbers.get(numbers.size() - 1);
            for (int i = 0; i < numbers.size(); i++) {
                assertEquals(numbers.get(0) + i, numbers.get(i), screen);
            }
            assertTrue(newest >= expected - 1, "between " + newest + " and " + expected + " something is missing");
            expected = numbers.get(0);
        }
        assertEquals(0, expected);
    }

    @Test
    void keysTypedWhileItIsAwayArriveOnceAndInOrder() {
        server.killGateway();
        assertThat(visit.connection()).not().hasAttribute("data-state", "connected");
        visit.type("echo typed=$((20+2))-abcdefghijklmnopqrstuvwxyz");
        server.restart();
        awaitConnectedAgain();
        visit.awaitScreen("^typed=22-abcdefghijklmnopqrstuvwxyz$");
        assertEquals(1, Pattern.compile("^typed=", Pattern.MULTILINE).matcher(visit.screen()).results().count(), visit.screen());
    }

    @Test
    void vimIsAsItWasAfterTheGatewayWasKilledAndThePageReloadedAndTheShellBehindItToo() {
        visit.type("clear; seq 200; echo behind=$((40+2))");
        visit.awaitScreen("^behind=42$");
        visit.type("vim -n -u NONE -N --cmd 'set mouse=a number ttymouse=sgr'");
        visit.awaitScreen("^~$");
        visit.page().keyboard().type("ihello from vim");
        visit.awaitScreen("hello from vim$");
        visit.page().keyboard().press("Escape");
        String vim = visit.screen();

        server.killGateway();
        server.restart();
        visit.page().reload();
        visit.awaitConnected();

        visit.awaitScreen("hello from vim$");
        assertEquals(withoutLastLine(vim), withoutLastLine(visit.screen()));
        assertThat(visit.page().locator(Visit.TERMINAL + " .xterm.enable-mouse-events")).isVisible();
        visit.page().locator(Visit.TERMINAL + " .xterm-screen").click(new com.microsoft.playwright.Locator.ClickOptions().setPosition(60, 8));
        visit.page().keyboard().type("x");
        visit.awaitScreen("^ *1 h?e?llo? from vim$");
        visit.type(":q!");
        visit.awaitScreen("^behind=42$");
        visit.scrollBackTo("^1$");
    }

    private static String withoutLastLine(String screen) {
        return screen.substring(0, screen.lastIndexOf('\n'));
    }

    private void loseTheGateway() {
        server.killGateway();
        server.restart();
        awaitConnectedAgain();
    }

    private void awaitConnectedAgain() {
        assertThat(visit.connection()).hasAttribute("data-state", "connected", new LocatorAssertions.HasAttributeOptions().setTimeout(LONG));
    }

    private int lastNumber() {
        List<Integer> numbers = numbersOf(visit.screen());
        return numbers.get(numbers.size() - 1);
    }

    private static List<Integer> numbersOf(String screen) {
        return screen.lines().map(line -> line.replaceFirst("^\\^C", "")).filter(line -> line.matches("\\d+")).map(Integer::valueOf).toList();
    }
}
