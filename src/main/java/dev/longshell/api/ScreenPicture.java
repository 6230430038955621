package dev.longshell.api;

import dev.longshell.wire.ScreenReport;
import dev.longshell.wire.ScreenReport.Line;
import dev.longshell.wire.ScreenReport.Run;
import dev.longshell.wire.ScreenReport.Style;
import java.util.ArrayList;
import java.util.List;

/**
 * A screen as an HTML document that needs nothing else: one {@code pre}, classes for the sixteen named colours and the styles, and a style attribute for every
 * other colour. What programs wrote is escaped text, everywhere; knows nothing of who looks.
 */
final class ScreenPicture {
    /** Marks a colour of 24 bits in a {@link Run}. */
    private static final int RGB = 0x1000000;
    /** The sixteen colours that a theme names; the rest of the palette is xterm's 6x6x6 cube and 24 greys. */
    private static final int NAMED = 16;
    private static final int GREYS = 232;
    private static final Integer DEFAULT_FOREGROUND = -1;
    private static final Integer DEFAULT_BACKGROUND = -2;
    private static final String[] LIGHT = {"#2a3133", "#b3372f", "#3b7a2a", "#8f6400", "#2a62a8", "#93408f", "#18737c", "#d9d5ca",
        "#6d7678", "#cf4a3f", "#4c9138", "#a97900", "#3b79c4", "#ab55a6", "#268a94", "#f4f2ec"};
    private static final String[] DARK = {"#1c2629", "#ea7c6f", "#8cc47c", "#dcb566", "#78aee6", "#c996cf", "#6dc0c2", "#cbd5d3",
        "#66787b", "#f59c90", "#a8d99a", "#ebcb86", "#9cc6f1", "#dcb2e0", "#8ed7d8", "#f2f6f5"};
    private static final String STYLES = styles();

    private ScreenPicture() {
    }

    static String of(ScreenReport screen) {
        StringBuilder html = new StringBuilder(16 * 1024);
        html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"UTF-8\"><title>");
        escape(html, screen.title() == null ? "" : screen.title());
        html.append("</title><style>").append(STYLES).append("</style></head><body><pre>");
        if (screen.history() != null) {
            screen.history().forEach(line -> row(html, line));
        }
        screen.lines().forEach(line -> row(html, line));
        return html.append("</pre></body></html>\n").toString();
    }

    private static void row(StringBuilder html, Line line) {
        if (line.runs() == null) {
            escape(html, line.text()).append('\n');
            return;
        }
        line.runs().forEach(run -> run(html, run));
        html.append('\n');
    }

    private static void run(StringBuilder html, Run run) {
        List<String> classes = new ArrayList<>();
        StringBuilder style = new StringBuilder();
        boolean inverse = run.styles() != null && run.styles().contains(Style.inverse);
        colour(classes, style, 'f', "color", inverse ? background(run) : run.foreground());
        colour(classes, style, 'b', "background", inverse ? foreground(run) : run.background());
        if (run.styles() != null) {
            run.styles().forEach(each -> classes.add(each.name()));
        }
        if (classes.isEmpty() && style.length() == 0) {
            escape(html, run.text());
            return;
        }
        html.append("<span");
        if (!classes.isEmpty()) {
            html.append(" class=\"").append(String.join(" ", classes)).append('"');
        }
        if (style.length() > 0) {
            html.append(" style=\"").append(style).append('"');
        }
        escape(html.append('>'), run.text()).append("</span>");
    }

    /** Exchanged colours need names also where they are the default ones. */
    private static Integer background(Run run) {
        return run.background() == null ? DEFAULT_BACKGROUND : run.background();
    }

    private static Integer foreground(Run run) {
        return run.foreground() == null ? DEFAULT_FOREGROUND : run.foreground();
    }

    private static void colour(List<String> classes, StringBuilder style, char prefix, String property, Integer colour) {
        if (colour == null) {
            return;
        }
        if (colour < 0) {
            style.append(property).append(colour.equals(DEFAULT_BACKGROUND) ? ":var(--b);" : ":var(--f);");
            return;
        }
        if (colour < NAMED) {
            classes.add(prefix + String.valueOf(colour));
            return;
        }
        style.append(property).append(String.format(":#%06x;", rgb(colour)));
    }

    private static int rgb(int colour) {
        if (colour >= RGB) {
            return colour & 0xffffff;
        }
        if (colour >= GREYS) {
            return (8 + 10 * (colour - GREYS)) * 0x10101;
        }
        int cube = colour - NAMED;
        return level(cube / 36) << 16 | level(cube / 6 % 6) << 8 | level(cube % 6);
    }

    private static int level(int step) {
        return step == 0 ? 0 : 55 + 40 * step;
    }

    private static String styles() {
        StringBuilder css = new StringBuilder("body{margin:0;background:var(--b);color:var(--f)}pre{margin:.5em;font:13px/1.2 ui-monospace,Menlo,Consolas,monospace}"
                + ".bold{font-weight:700}.dim{opacity:.6}.italic{font-style:italic}.underline{text-decoration:underline}.strike{text-decoration:line-through}"
                + ".overline{text-decoration:overline}.invisible{visibility:hidden}");
        css.append(":root{color-scheme:light dark;--f:#2a3133;--b:#fbfaf6");
        names(css, LIGHT).append("}@media(prefers-color-scheme:dark){:root{--f:#d5dedc;--b:#0e1416");
        names(css, DARK).append("}}");
        for (int colour = 0; colour < NAMED; colour++) {
            css.append(".f").append(colour).append("{color:var(--c").append(colour).append(")}.b").append(colour).append("{background:var(--c").append(colour).append(")}");
        }
        return css.toString();
    }

    private static StringBuilder names(StringBuilder css, String[] colours) {
        for (int colour = 0; colour < NAMED; colour++) {
            css.append(";--c").append(colour).append(':').append(colours[colour]);
        }
        return css;
    }

    /** The five characters that mean something in HTML, and controls, which no row holds and no document may (WHATWG HTML, section 13.1.3). */
    private static StringBuilder escape(StringBuilder html, String text) {
        text.codePoints().forEach(code -> {
            switch (code) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.appendCodePoint(Character.isISOControl(code) ? 0xfffd : code);
            }
        });
        return html;
    }
}
