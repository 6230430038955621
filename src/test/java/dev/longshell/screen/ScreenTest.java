package dev.longshell.screen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events, answers and accessors: what the keeper sees of a screen. */
class ScreenTest {

    private static final class Recorder implements ScreenListener {

        private final List<String> events = new ArrayList<>();

        @Override
        public void reply(byte[] bytes) {
            events.add("reply " + new String(bytes, StandardCharsets.ISO_8859_1).replace('\033', '^'));
        }

        @Override
        public void title(String title) {
            events.add("title " + title);
        }

        @Override
        public void workingDirectory(String path) {
            events.add("directory " + path);
        }

        @Override
        public boolean isThisMachine(String host) {
            return host.equals("here");
        }

        @Override
        public void bell() {
            events.add("bell");
        }

        @Override
        public void notification(String title, String body) {
            events.add("notification " + title + "|" + body);
        }

        @Override
        public void commandStarted() {
            events.add("started");
        }

        @Override
        public void commandFinished(int exitCode) {
            events.add("finished " + exitCode);
        }

        @Override
        public void progress(int state, int percent) {
            events.add("progress " + state + " " + percent);
        }

        @Override
        public void clipboardWrite(byte[] text) {
            events.add("clipboard " + new String(text, StandardCharsets.UTF_8));
        }
    }

    private final Recorder recorder = new Recorder();
    private final Screen screen = new Screen(80, 24, 1000, recorder);

    private List<String> write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        screen.write(bytes, 0, bytes.length);
        return recorder.events;
    }

    @Test
    void answersWhoAndWhereItIs() {
        assertEquals(List.of("reply ^[?1;2c", "reply ^[>0;276;0c", "reply ^P!|00000000^\\", "reply ^P>|Longshell 1^\\",
            "reply ^[0n", "reply ^[3;5R", "reply ^[?3;5R"),
            write("\033[3;5H\033[c\033[>c\033[=c\033[>q\033[5n\033[6n\033[?6n"));
    }

    @Test
    void countsRowsFromTheMarginInOriginMode() {
        assertEquals(List.of("reply ^[1;1R"), write("\033[5;10r\033[?6h\033[6n"));
    }

    @Test
    void answersModesSettingsSizesAndColours() {
        assertEquals(List.of("reply ^[?2004;1$y", "reply ^[?7;1$y", "reply ^[?9999;0$y", "reply ^[4;2$y",
            "reply ^P1$r0;1;31m^\\", "reply ^P1$r1;24r^\\", "reply ^P0$r^\\", "reply ^[8;24;80t",
            "reply ^]4;1;rgb:12/34/56^\\".replace("12/34/56", "1212/3434/5656")),
            write("\033[?2004h\033[1;31m\033[?2004$p\033[?7$p\033[?9999$p\033[4$p\033P$qm\033\\\033P$qr\033\\"
                + "\033P$qecho\033\\\033[18t\033]4;1;#123456\007\033]4;1;?\007"));
    }

    @Test
    void neverEchoesATitleOrTheClipboard() {
        assertEquals(List.of("title rm -rf /"), write("\033]2;rm -rf /\007\033[21t\033[20t\033]52;c;?\007"));
    }

    @Test
    void tellsTitlesDirectoriesAndBells() {
        assertEquals(List.of("title a", "title b", "title a", "directory /tmp/x y", "directory /srv", "bell"),
            write("\033]0;a\007\033[22;0t\033]2;b\033\\\033[23;0t\033]7;file://here/tmp/x%20y\007"
                + "\033]633;P;Cwd=/srv\007\007"));
        assertEquals("a", screen.title());
        assertEquals("/srv", screen.workingDirectory());
    }

    @Test
    void tellsCommandsNotificationsAndProgress() {
        assertEquals(List.of("started", "finished 1", "started", "finished -1", "notification |done",
            "notification t|b;c", "progress 1 40"),
            write("\033]133;A\007\033]133;C\007\033]133;D;1\007\033]633;C\007\033]633;D\007\033]9;done\007"
                + "\033]777;notify;t;b;c\007\033]9;4;1;40\007"));
    }

    /** A shell behind ssh told a directory of its own machine, and the list of sessions showed it as one of this machine. */
    @Test
    void takesNoDirectoryOfAnotherMachine() {
        assertEquals(List.of("directory /a", "directory /b", "directory /c", "directory /d"),
            write("\033]7;file:///a\007\033]7;file://LOCALHOST/b\007\033]7;file://Here/c\007\033]7;file://build-server.example/home/somebody\007"
                + "\033]7;file://there\007\033]7;http:///x\007\033]7;/x\007\033]7;FILE:///d\007"));
    }

    /** Prompts that people write by hand escape nothing. */
    @Test
    void takesADirectoryAsItStandsInAnAddress() {
        assertEquals(List.of("directory /tmp/c#", "directory /tmp/q?x", "directory /tmp/a b", "directory /tmp/100%", "directory /tmp/%zz%4", "directory /tmp/\u00fc\u00fc/\u65e5",
            "directory /tmp/a+b;c"),
            write("\033]7;file:///tmp/c#\007\033]7;file:///tmp/q?x\007\033]7;file:///tmp/a b\007\033]7;file:///tmp/100%\007\033]7;file:///tmp/%zz%4\007"
                + "\033]7;file:///tmp/\u00fc%C3%BC/%e6%97%a5\007\033]7;file:///tmp/a+b%3bc\007"));
    }

    @Test
    void takesTheEscapesOfVisualStudioCodeBack() {
        assertEquals(List.of("directory /tmp/a;b\\x\nc", "directory /tmp/\\x3b", "directory /tmp/\\q\\x3"),
            write("\033]633;P;Cwd=/tmp/a\\x3bb\\\\x\\x0Ac\007\033]633;P;Cwd=/tmp/\\\\x3b\007\033]633;P;Cwd=/tmp/\\q\\x3\007\033]633;P;IsWindows=False\007\033]133;P;Cwd=/tmp\007"
                + "\033]633;P;Cwd=relative\007"));
    }

    /** nushell and oh-my-posh write such numbers at every prompt, each of which was a toast. */
    @Test
    void takesConEmusNumbersForNoNotifications() {
        assertEquals(List.of("directory /tmp", "directory /srv/a \"b\"", "notification |4 files changed", "notification |13", "notification |0;x", "notification |", "notification |10 things"),
            write("\033]9;9;\"/tmp\"\007\033]9;9;/srv/a \"b\"\007\033]9;9;C:\\Users\007\033]9;12\007\033]9;4\007\033]9;1;500\007\033]9;2;box\007\033]9;3;tab\007\033]9;5\007\033]9;6;macro\007"
                + "\033]9;7;calc\007\033]9;8;PATH\007\033]9;10;1\007\033]9;11;a\nb\007\033]9;4 files changed\007\033]9;13\007\033]9;0;x\007\033]9;\007\033]9;10 things\007"));
    }

    @Test
    void anErrorOrAPauseWithoutAPercentKeepsTheLast() {
        assertEquals(List.of("progress 1 70", "progress 2 70", "progress 4 70", "progress 2 80", "progress 3 80", "progress 2 80", "progress 1 0", "progress 1 100", "progress 0 0",
            "progress 2 0"),
            write("\033]9;4;1;70\007\033]9;4;2\007\033]9;4;4;\007\033]9;4;2;80\007\033]9;4;3\007\033]9;4;2;x\007\033]9;4;1\007\033]9;4;1;1000\007\033]9;4;0\007\033]9;4;2\007"
                + "\033]9;4;5;1\007\033]9;4;\007\033]9;4;-1;3\007"));
    }

    /** Neovim takes a terminal for one of 256 colours unless a colour that it set is answered with colons. */
    @Test
    void answersColoursAsSubparameters() {
        assertEquals(List.of("reply ^P1$r0;48:2::1:2:3m^\\", "reply ^P1$r0;1;4:3;38:5:200;48:5:16;58:2::9:8:7m^\\", "reply ^P1$r0;31;102;58:5:1m^\\"),
            write("\033[48;2;1;2;3m\033P$qm\033\\\033[0;1;4:3;38;5;200;48;5;16;58;2;9;8;7m\033P$qm\033\\\033[0;31;102;58;5;1m\033P$qm\033\\"));
    }

    /** In a mode of its own the page takes no wheel over the alternate buffer for cursor keys; xterm.js does not know it, so the law does not hold it. */
    @Test
    void keepsAlternateScrollInASnapshot() {
        assertEquals(List.of("reply ^[?1007;1$y", "reply ^[?1007;2$y"), write("\033[?1007$p\033[?1049h\033[?1007l\033[!p\033[?1007$p"));
        Screen other = new Screen(80, 24, 1000, recorder);
        byte[] snapshot = screen.snapshot();
        other.write(snapshot, 0, snapshot.length);
        recorder.events.clear();
        byte[] asked = "\033[?1007$p\033c\033[?1007$p".getBytes(StandardCharsets.US_ASCII);
        other.write(asked, 0, asked.length);
        assertEquals(List.of("reply ^[?1007;2$y", "reply ^[?1007;1$y"), recorder.events);
    }

    /** CSI ? u of the kitty keyboard protocol: of the buffer shown, and no flag that it does not name. */
    @Test
    void answersTheKeyboardFlagsOfTheBufferShown() {
        String ask = "\033[?u";
        assertEquals(List.of("reply ^[?0u", "reply ^[?5u", "reply ^[?7u", "reply ^[?3u"),
            write(ask + "\033[=5u" + ask + "\033[=2;2u" + ask + "\033[=4;3u" + ask));
        recorder.events.clear();
        assertEquals(List.of("reply ^[?31u", "reply ^[?3u", "reply ^[?0u"),
            write("\033[>255u" + ask + "\033[<u" + ask + "\033[<9u" + ask));
        recorder.events.clear();
        assertEquals(List.of("reply ^[?0u", "reply ^[?8u", "reply ^[?1u", "reply ^[?8u"),
            write("\033[>1u\033[?1049h\033[?u\033[>8u\033[?u\033[?1049l\033[?u\033[?1049h\033[?u"));
    }

    /** An endless push must not take an endless stack: the oldest is dropped, so that popping ends at none. */
    @Test
    void keepsTheNewestOfTheKeyboardFlagsThatArePushed() {
        String popped = "\033[<16u\033[?u\033[<u\033[?u";
        assertEquals(List.of("reply ^[?1u", "reply ^[?0u"), write("\033[>1u" + "\033[>7u".repeat(16) + popped));
        recorder.events.clear();
        assertEquals(List.of("reply ^[?7u", "reply ^[?0u"), write("\033[>1u" + "\033[>7u".repeat(40) + popped));
    }

    /** XTMODKEYS and XTQMODKEYS of xterm, for modifyOtherKeys alone. */
    @Test
    void answersModifyOtherKeys() {
        assertEquals(List.of("reply ^[>4;0m", "reply ^[>4;1m", "reply ^[>4;2m", "reply ^[>4;2m", "reply ^[>4;0m"),
            write("\033[?4m\033[>4;1m\033[?4m\033[>4;2m\033[?4m\033[>4;9m\033[?4m\033[?1m\033[>4m\033[?4m"));
        recorder.events.clear();
        assertEquals(List.of("reply ^[>4;0m", "reply ^[>4;0m"),
            write("\033[>4;2m\033[>4n\033[?4m\033[>4;2m\033[>m\033[?4m"));
    }

    @Test
    void aResetTakesWhatAProgramAskedOfTheKeyboard() {
        String asked = "\033[>4;2m\033[>1u\033[?1049h\033[>3u";
        for (String reset : List.of("\033[!p", "\033c")) {
            recorder.events.clear();
            assertEquals(List.of("reply ^[?0u", "reply ^[>4;0m", "reply ^[?0u"),
                write(asked + reset + "\033[?u\033[?4m\033[?1049l\033[<u\033[?u"), reset);
        }
    }

    @Test
    void passesOnTheClipboardUpTo100Kibibytes() {
        String large = Base64.getEncoder().encodeToString(new byte[110 * 1024]);
        assertEquals(List.of("clipboard text"), write("\033]52;c;" + large + "\007\033]52;c;dGV4dA==\007\033]52;c;@\007"));
    }

    @Test
    void dropsAStringThatIsTooLong() {
        assertEquals(List.of("title after"), write("\033]2;" + "x".repeat(Parser.LONGEST_STRING + 1)
            + "\007\033]2;after\007"));
    }

    @Test
    void givesTextWrapsAndHistory() {
        write("a\r\n" + "b".repeat(100) + "\r\n" + "\n".repeat(22) + "e\u0301\u65e5");

        assertEquals(2, screen.historySize());
        assertEquals("a", screen.historyText(0));
        assertEquals("b".repeat(20), screen.text(0));
        assertTrue(screen.isWrapped(0));
        assertEquals("e\u0301\u65e5", screen.text(23));
        assertEquals(3, screen.cursorColumn());
    }

    @Test
    void givesRunsOfStyle() {
        write("a\033[1;31mb\033[0;48;2;1;2;3mc");

        assertEquals(List.of(new StyledText("a", -1, -1, 0), new StyledText("b", 1, -1, StyledText.BOLD),
            new StyledText("c", -1, 0x1010203, 0)), screen.styledText(0));
    }

    @Test
    void aSnapshotOfTheNewestLinesLeavesOutOlderOnes() {
        for (int line = 0; line < 200; line++) {
            write("line " + line + "\r\n");
        }

        Screen other = new Screen(80, 24, 1000, ScreenListener.NONE);
        byte[] snapshot = screen.snapshot(10);
        other.write(snapshot, 0, snapshot.length);

        assertEquals(10, other.historySize());
        assertEquals(screen.historyText(screen.historySize() - 10), other.historyText(0));
        assertEquals(screen.text(5), other.text(5));
    }

    @Test
    void bringsSizesWithinBounds() {
        screen.resize(0, -1);
        assertEquals(2, screen.columns());
        assertEquals(1, screen.rows());
        screen.resize(1 << 20, 1 << 20);
        assertFalse(screen.columns() > 4096 || screen.rows() > 4096);
    }

    /** xterm.js 6.0.0 throws here and never parses again; the keeper goes on. */
    @Test
    void survivesErasingAboveInTheLastCellWithoutHistory() {
        write("x\033[24;80H\033[1Jok");
        assertArrayEquals(new String[] {"", "k"}, new String[] {screen.text(0), screen.text(23)});
    }
}
