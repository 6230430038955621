package dev.longshell.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.wire.ScreenReport;
import dev.longshell.wire.ScreenReport.Cursor;
import dev.longshell.wire.ScreenReport.Line;
import dev.longshell.wire.ScreenReport.Modes;
import dev.longshell.wire.ScreenReport.Run;
import dev.longshell.wire.ScreenReport.Style;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenPictureTest {
    private static final String HOSTILE = "</pre><script>alert(1)</script>&\"'\u0000\u001b";

    @Test
    void whatProgramsWroteIsText() {
        String html = ScreenPicture.of(screen(HOSTILE, new Line(HOSTILE, false, List.of(new Run(HOSTILE, 1, null, null))), new Line(HOSTILE, false, null)));

        assertFalse(html.contains("<script"), html);
        assertEquals(1, html.split("</pre>", -1).length - 1, html);
        assertTrue(html.contains("&lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#39;\ufffd\ufffd"), html);
    }

    @Test
    void coloursOfTheThemeAreClassesAndOthersTheirOwn() {
        assertEquals("<span class=\"f1 b15 bold underline\">x</span>", run(1, 15, Style.bold, Style.underline));
        assertEquals("<span style=\"color:#00005f;background:#080808;\">x</span>", run(17, 232));
        assertEquals("<span style=\"color:#ffffff;background:#eeeeee;\">x</span>", run(231, 255));
        assertEquals("<span style=\"color:#010203;\">x</span>", run(0x1010203, null));
        assertEquals("x", run(null, null));
    }

    @Test
    void inverseExchangesTheColoursAlsoTheDefaultOnes() {
        assertEquals("<span class=\"b2 inverse\" style=\"color:var(--b);\">x</span>", run(2, null, Style.inverse));
    }

    @Test
    void plainTextHasALineForEachRow() {
        ScreenReport screen = screen("t", new Line("one", false, null), new Line("", false, null));

        assertEquals("above\none\n\n", ScreenText.of(screen));
    }

    private static String run(Integer foreground, Integer background, Style... styles) {
        Run run = new Run("x", foreground, background, styles.length == 0 ? null : List.of(styles));
        String html = ScreenPicture.of(screen("t", new Line("x", false, List.of(run))));
        return html.substring(html.indexOf("above\n") + 6, html.indexOf("\n</pre>"));
    }

    private static ScreenReport screen(String title, Line... lines) {
        return new ScreenReport(80, lines.length, new Cursor(0, 0, true), title, null, false, new Modes(false, false, false, false, 0), List.of(lines),
                List.of(new Line("above", false, null)), 0, 0);
    }
}
