package dev.longshell.screen;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Operating system commands (OSC); knows nothing of what becomes of a title, link or clipboard. */
final class Commands {

    /** Bytes of a clipboard: what attack 29 allows. */
    private static final int LONGEST_CLIPBOARD = 100 * 1024;
    /** Characters of a link's address. */
    private static final int LONGEST_TEXT = 8192;

    private final Terminal terminal;
    private final Reports reports;
    private final DirectoryCommands directories;
    private final NotificationCommands notifications;

    Commands(Terminal terminal, Reports reports) {
        this.terminal = terminal;
        this.reports = reports;
        directories = new DirectoryCommands(terminal);
        notifications = new NotificationCommands(terminal.listener, directories);
    }

    void run(Bytes string) {
        int at = 0;
        int number = 0;
        while (at < string.length && string.array[at] != ';') {
            int digit = string.array[at++] - '0';
            if (digit < 0 || digit > 9 || number > 100_000) {
                return;
            }
            number = number * 10 + digit;
        }
        if (at == 0) {
            return;
        }
        boolean hasData = at < string.length;
        String data = hasData
            ? new String(string.array, at + 1, string.length - at - 1, StandardCharsets.UTF_8) : "";
        run(number, data);
    }

    private void run(int number, String data) {
        switch (number) {
            // @vt OSC 0 ; Pt ST - icon name and window title
            case 0 -> {
                terminal.titles.setTitle(data);
                terminal.titles.icon = data;
            }
            // @vt OSC 1 ; Pt ST - icon name
            case 1 -> terminal.titles.icon = data;
            // @vt OSC 2 ; Pt ST - window title
            case 2 -> terminal.titles.setTitle(data);
            // @vt OSC 4 ; c ; spec ... ST - change or query (?) palette colours
            case 4 -> indexedColours(data);
            // @vt OSC 7 ; file://host/path ST - working directory
            case 7 -> directories.address(data);
            // @vt OSC 8 ; params ; URI ST - begin or end a hyperlink
            case 8 -> hyperlink(data);
            // @vt OSC 9 ; Pt ST - notification
            // @vt OSC 9 ; 4 ; state ; percent ST - progress; without a percent an error or a pause keeps the last one
            // @vt OSC 9 ; 9 ; path ST - working directory; the other numbers of ConEmu, 1 to 12, do nothing
            case 9 -> notifications.run(data);
            // @vt OSC 10, 11, 12 ; spec ST - change or query (?) foreground, background, cursor colour
            case 10, 11, 12 -> specialColours(number - 10, data);
            // @vt OSC 52 ; c ; base64 ST - write the clipboard; reading is never answered
            case 52 -> clipboard(data);
            // @vt OSC 104 ; c ... ST - reset palette colours
            case 104 -> resetColours(data);
            // @vt OSC 110, 111, 112 ST - reset foreground, background, cursor colour
            case 110, 111, 112 -> terminal.palette.reset(Palette.FOREGROUND + number - 110);
            // @vt OSC 133 ; A|B|C|D ST - a shell's marks: prompt, input, output, finished with exit code
            case 133 -> shellMark(data);
            // @vt OSC 633 ; A|B|C|D|P ST - the same of Visual Studio Code; P Cwd= is the working directory, escaped
            case 633 -> {
                shellMark(data);
                directories.property(data);
            }
            // @vt OSC 777 ; notify ; title ; body ST - notification
            case 777 -> notifications.titled(data);
            // @vt OSC 1337 ; CurrentDir=path ST - working directory
            case 1337 -> directories.current(data);
            default -> { }
        }
    }

    private void indexedColours(String data) {
        String[] parts = data.split(";", -1);
        for (int at = 0; at + 1 < parts.length; at += 2) {
            int index = index(parts[at]);
            if (index >= 0) {
                changeOrReport(index, parts[at + 1]);
            }
        }
    }

    private void changeOrReport(int index, String spec) {
        if (spec.equals("?")) {
            reports.colour(index);
            return;
        }
        int rgb = Palette.parse(spec);
        if (rgb >= 0) {
            terminal.palette.set(index, rgb);
        }
    }

    private static int index(String text) {
        if (text.isEmpty() || text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int index = Integer.parseInt(text);
        return index < Palette.FOREGROUND ? index : -1;
    }

    private void specialColours(int first, String data) {
        String[] parts = data.split(";", -1);
        for (int at = 0; at < parts.length && Palette.isIndex(Palette.FOREGROUND + first + at); at++) {
            changeOrReport(Palette.FOREGROUND + first + at, parts[at]);
        }
    }

    private void resetColours(String data) {
        if (data.isEmpty()) {
            terminal.palette.resetIndexed();
            return;
        }
        Arrays.stream(data.split(";", -1)).mapToInt(Commands::index).filter(index -> index >= 0)
            .forEach(terminal.palette::reset);
    }

    private void hyperlink(String data) {
        int separator = data.indexOf(';');
        if (separator < 0) {
            return;
        }
        String parameters = data.substring(0, separator).trim();
        String address = data.substring(separator + 1);
        if (!address.isEmpty()) {
            int link = address.length() > LONGEST_TEXT ? 0 : terminal.internLink(identifier(parameters), address);
            if (link != 0) {
                terminal.markLink(link);
            }
            link(link);
        } else if (parameters.isEmpty()) {
            link(0);
        }
    }

    private void link(int link) {
        long secondary = terminal.penExtra & 0xffffffffL | (long) link << Style.LINK_SHIFT;
        terminal.setPen(Rendition.extended(terminal.pen, secondary), secondary);
    }

    private static String identifier(String parameters) {
        if (parameters.isEmpty()) {
            return "";
        }
        for (String parameter : parameters.split(":", -1)) {
            if (parameter.startsWith("id=")) {
                return parameter.length() > LONGEST_TEXT ? "" : parameter.substring(3);
            }
        }
        return "";
    }

    private void clipboard(String data) {
        int separator = data.indexOf(';');
        if (separator < 0 || data.startsWith("?", separator + 1)
                || data.length() - separator > LONGEST_CLIPBOARD / 3 * 4 + 4) {
            return;
        }
        try {
            terminal.listener.clipboardWrite(Base64.getDecoder().decode(data.substring(separator + 1)));
        } catch (IllegalArgumentException notBase64) {
            // what cannot be decoded is nothing to copy
            return;
        }
    }

    private void shellMark(String data) {
        if (data.equals("C") || data.startsWith("C;")) {
            terminal.listener.commandStarted();
        } else if (data.equals("D") || data.startsWith("D;")) {
            terminal.listener.commandFinished(exitCode(data));
        }
    }

    private static int exitCode(String data) {
        String[] parts = data.split(";", -1);
        return parts.length > 1 ? index(parts[1]) : -1;
    }
}
