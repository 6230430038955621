package dev.longshell.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.longshell.cli.RunningLongshell;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Open pages while their gateway is killed and started again: nobody touches a page, and nothing is lost or doubled. One loss for all of them: a start takes its time. */
class GatewayLossIT {
    /** Milliseconds: a start of the server, and the page's longest wait after it. */
    private static final double LONG = 120_000;
    private static final String TYPED = "abcdefghijklmnopqrstuvwxyz";

    private static RunningLongshell server;
    private static Chromium chromium;
    private static Visit counting;
    private static Visit typing;
    private static Visit editing;
    private static String vim;

    @BeforeAll
    static void loseTheGatewayUnderThreePages() {
        chromium = Chromium.launch();
        server = RunningLongshell.start(Map.of("CIRCUIT_BREAKER_RESET_TIMEOUT", "1000")); // the page's own breaker, too, where a start is slow
        typing = openAShell();
        editing = openAShell();
        editing.type("clear; seq 200; echo behind=$((40+2))");
        editing.awaitScreen("^behind=42$");
        editing.type("vim -n -u NONE -N --cmd 'set mouse=a number ttymouse=sgr'");
        editing.awaitScreen("^~$");
        editing.page().keyboard().type("ihello from vim");
        editing.awaitScreen("hello from vim$");
        editing.page().keyboard().press("Escape");
        vim = editing.screen();
        counting = openAShell(); // the last, and not too fast: all that it counts until the server is back must be in the page's history
        counting.type("clear; bash -c 'trap \"echo; echo stopped; exec cat\" INT; i=0; while :; do echo $((i++)); sleep .04; done'");
        counting.awaitScreen("^20$");

        server.killGateway();
        assertThat(typing.connection()).not().hasAttribute("data-state", "connected");
        typing.type("echo typed=$((20+2))-" + TYPED);
        server.restart();
    }

    private static Visit openAShell() {
        RunningConsole console = new RunningConsole(URI.create("http://127.0.0.1:" + server.port()), server.adminUsername(), server.adminPassword(),
                Path.of(System.getProperty("user.home")));
        Visit visit = Visit.begin(chromium, console, 1280, 800);
        visit.page().setDefaultTimeout(LONG);
        return visit.logIn().createProject().openSession();
    }

    @AfterAll
    static void quit() {
        try {
            chromium.close(); // its pages too
        } finally {
            if (server != null) {
                server.close(); // whatever the browser says: a server left behind outlives the tests
            }
        }
    }

    @Test
    void theNumbersOfACountingShellHaveNoGapAndNoRepeat() {
        awaitConnectedAgain(counting);
        counting.awaitScreen("^\\d+$"); // drawn anew, it is empty at first
        int seen = lastNumber(counting);
        await().pollInSameThread().atMost(Duration.ofMillis((long) LONG)).until(() -> lastNumber(counting) > seen + 20); // Playwright knows one thread
        counting.page().keyboard().press("Control+c");
        counting.awaitScreen("^stopped$"); // a prompt that came behind it would look like a page that was scrolled to, and a page would be skipped
        int expected = lastNumber(counting);
        List<String> screens = counting.scrollBackTo("^0$");
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
        awaitConnectedAgain(typing);
        typing.awaitScreen("^typed=22-" + TYPED + "$");
        assertEquals(1, Pattern.compile("^typed=", Pattern.MULTILINE).matcher(typing.screen()).results().count(), typing.screen());
    }

    @Test
    void vimIsAsItWasAfterTheGatewayWasKilledAndThePageReloadedAndTheShellBehindItToo() {
        editing.page().reload();
        editing.awaitConnected();

        editing.awaitScreen("hello from vim$");
        assertEquals(withoutLastLine(vim), withoutLastLine(editing.screen()));
        assertThat(editing.page().locator(Visit.TERMINAL + " .xterm.enable-mouse-events")).isVisible();
        editing.page().locator(Visit.TERMINAL + " .xterm-screen").click(new com.microsoft.playwright.Locator.ClickOptions().setPosition(60, 8));
        editing.page().keyboard().type("x");
        editing.awaitScreen("^ *1 (hllo|helo|hell) from vim$"); // the character that was clicked on is gone
        editing.type(":q!");
        editing.awaitScreen("^behind=42$");
        editing.scrollBackTo("^1$");
    }

    private static String withoutLastLine(String screen) {
        return screen.substring(0, screen.lastIndexOf('\n'));
    }

    private static void awaitConnectedAgain(Visit visit) {
        assertThat(visit.connection()).hasAttribute("data-state", "connected", new LocatorAssertions.HasAttributeOptions().setTimeout(LONG));
    }

    private static int lastNumber(Visit visit) {
        return numbersOf(visit.screen()).stream().reduce((before, last) -> last).orElse(-1);
    }

    private static List<Integer> numbersOf(String screen) {
        return screen.lines().map(line -> line.replaceFirst("^\\^C", "")).filter(line -> line.matches("\\d+")).map(Integer::valueOf).toList();
    }
}
