package dev.longshell.screen;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ways in which a shell tells its working directory: OSC 7, 9;9, 633;P;Cwd= and 1337;CurrentDir=. Takes absolute paths of this machine only; knows nothing of files. */
final class DirectoryCommands {

    private static final String FILE = "file://";
    private static final String PROPERTY = "P;Cwd=";
    private static final String CURRENT = "CurrentDir=";
    /** What Visual Studio Code's shell integration writes for a backslash and for any character by its number. */
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:\\\\|x([0-9a-fA-F]{2}))");

    private final Terminal terminal;

    DirectoryCommands(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * OSC 7: a file URI (RFC 8089). Hand-written prompts escape nothing, so everything behind the host is path, {@code #} and {@code ?} as well, and a {@code %} that is
     * followed by no two hexadecimal digits is itself.
     */
    void address(String data) {
        if (!data.regionMatches(true, 0, FILE, 0, FILE.length())) {
            return;
        }
        int path = data.indexOf('/', FILE.length());
        if (path >= 0 && isHere(data.substring(FILE.length(), path))) {
            set(unescaped(data.substring(path)));
        }
    }

    private boolean isHere(String host) {
        return host.isEmpty() || host.equalsIgnoreCase("localhost") || terminal.listener.isThisMachine(host.toLowerCase(Locale.ROOT));
    }

    /** OSC 633: the property Cwd, in which semicolons, control characters and backslashes are escaped. */
    void property(String data) {
        if (data.startsWith(PROPERTY)) {
            set(ESCAPE.matcher(data.substring(PROPERTY.length())).replaceAll(DirectoryCommands::character));
        }
    }

    private static String character(MatchResult escape) {
        String number = escape.group(1);
        return Matcher.quoteReplacement(number == null ? "\\" : String.valueOf((char) Integer.parseInt(number, 16)));
    }

    /** OSC 1337. */
    void current(String data) {
        if (data.startsWith(CURRENT)) {
            set(data.substring(CURRENT.length()));
        }
    }

    /** OSC 9;9: the path may stand in quotes. */
    void quoted(String path) {
        boolean quoted = path.length() > 1 && path.startsWith("\"") && path.endsWith("\"");
        set(quoted ? path.substring(1, path.length() - 1) : path);
    }

    private void set(String path) {
        if (path.startsWith("/")) {
            terminal.setWorkingDirectory(path);
        }
    }

    /** Percent-encoding (RFC 3986 section 2.1) of UTF-8, undone. */
    private static String unescaped(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        byte[] escaped = path.getBytes(StandardCharsets.UTF_8);
        Bytes bytes = new Bytes(escaped.length);
        for (int at = 0; at < escaped.length; at++) {
            int high = at + 2 < escaped.length ? Character.digit(escaped[at + 1], 16) : -1;
            int low = at + 2 < escaped.length ? Character.digit(escaped[at + 2], 16) : -1;
            if (escaped[at] == '%' && high >= 0 && low >= 0) {
                bytes.add(high << 4 | low);
                at += 2;
            } else {
                bytes.add(escaped[at]);
            }
        }
        return new String(bytes.array, 0, bytes.length, StandardCharsets.UTF_8);
    }
}
