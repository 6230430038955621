package dev.longshell.screen;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Operating system commands (OSC); knows nothing of what becomes of a title, link or clipboard. */
final class Commands {

    /** Bytes of a clipboard: what attack 29 allows. */
    private static final int LONGEST_CLIPBOARD = 100 * 1024;
    /** Characters of a link's address or a notification. */
    private static final int LONGEST_TEXT = 8192;

    private final Terminal terminal;
    private final Reports reports;

    Commands(Terminal terminal, Reports reports) {
        this.terminal = terminal;
        this.reports = reports;
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
            case 7 -> workingDirectory(data);
            // @vt OSC 8 ; params ; URI ST - begin or end a hyperlink
            case 8 -> hyperlink(data);
            // @vt OSC 9 ; Pt ST - notification; OSC 9 ; 4 ; state ; percent ST - progress
            case 9 -> notifyOrProgress(data);
            // @vt OSC 10, 11, 12 ; spec ST - change or query (?) foreground, background, cursor colour
            case 10, 11, 12 -> specialColours(number - 10, data);
            // @vt OSC 52 ; c ; base64 ST - write the clipboard; reading is never answered
            case 52 -> clipboard(data);
            // @vt OSC 104 ; c ... ST - reset palette colours
            case 104 -> resetColours(data);
            // @vt OSC 110, 111, 112 ST - reset foreground, background, cursor colour
            case 110, 111, 112 -> terminal.palette.reset(Palette.FOREGROUND + number - 110);
            // @vt OSC 133 ; A|B|C|D ST - a shell's marks: prompt, input, output, finished with exit code
            // @vt OSC 633 ; A|B|C|D|P ST - the same of Visual Studio Code; P Cwd= is the working directory
            case 133, 633 -> shellMark(data);
            // @vt OSC 777 ; notify ; title ; body ST - notification
            case 777 -> notification(data);
            // @vt OSC 1337 ; CurrentDir=path ST - working directory
            case 1337 -> currentDirectory(data, "CurrentDir=");
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

    private void workingDirectory(String data) {
        if (!data.startsWith("file://")) {
            return;
        }
        try {
            String path = URI.create(data).getPath();
            if (path != null && path.startsWith("/")) {
                terminal.setWorkingDirectory(path);
            }
        } catch (IllegalArgumentException notAnAddress) {
            int path = data.indexOf('/', "file://".length());
            if (path > 0) {
                terminal.setWorkingDirectory(data.substring(path));
            }
        }
    }

    private void currentDirectory(String data, String key) {
        if (data.startsWith(key + "/")) {
            terminal.setWorkingDirectory(data.substring(key.length()));
        }
    }

    private void notifyOrProgress(String data) {
        if (!data.startsWith("4;")) {
            terminal.listener.notification("", shortened(data));
            return;
        }
        String[] parts = data.split(";", -1);
        int state = index(parts[1]);
        int percent = parts.length > 2 ? index(parts[2]) : 0;
        if (state >= 0 && state <= 4) {
            terminal.listener.progress(state, Math.min(100, Math.max(0, percent)));
        }
    }

    private void notification(String data) {
        String[] parts = data.split(";", 3);
        if (parts.length > 1 && parts[0].equals("notify")) {
            terminal.listener.notification(shortened(parts[1]), parts.length > 2 ? shortened(parts[2]) : "");
        }
    }

    private static String shortened(String text) {
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
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
        } else if (data.startsWith("P;")) {
            currentDirectory(data.substring(2), "Cwd=");
        }
    }

    private static int exitCode(String data) {
        String[] parts = data.split(";", -1);
        return parts.length > 1 ? index(parts[1]) : -1;
    }
}
