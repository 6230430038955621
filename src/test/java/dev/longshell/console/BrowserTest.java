package dev.longshell.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Tests in a real browser, one for all of a class and a visit for each: its window has 1280 x 800 CSS pixels, and its console must stay silent. */
abstract class BrowserTest {
    static RunningConsole console;
    static Chromium chromium;
    Visit visit;

    @BeforeAll
    static void launch() {
        console = RunningConsole.find();
        chromium = Chromium.launch();
    }

    @AfterAll
    static void quit() {
        chromium.close();
    }

    @BeforeEach
    void begin() {
        visit = Visit.begin(chromium, console, 1280, 800);
    }

    @AfterEach
    void theBrowserHadNothingToComplainAbout() {
        List<String> errors = List.copyOf(visit.errors());
        visit.close();
        assertEquals(List.of(), errors);
    }
}
