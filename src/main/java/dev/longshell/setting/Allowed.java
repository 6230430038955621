package dev.longshell.setting;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a setting's text may be; knows nothing of its name.
 *
 * @param description for the operator, such as {@code a whole number from 1 to 65535}
 * @param test        true for a text that can be
 */
public record Allowed(String description, Predicate<String> test) {

    static Allowed anything() {
        return new Allowed("any text", text -> true);
    }

    static Allowed oneOf(String... words) {
        return new Allowed("one of " + String.join(", ", words), Arrays.asList(words)::contains);
    }

    static Allowed number(long least, long most) {
        return new Allowed("a whole number from " + least + " to " + most, text -> {
            if (!text.matches("-?\\d{1,18}")) {
                return false;
            }
            long number = Long.parseLong(text);
            return number >= least && number <= most;
        });
    }

    /** 0 means: none. */
    static Allowed port() {
        return number(0, 65_535);
    }

    static Allowed decimal(double least, double most) {
        return new Allowed("a number from " + least + " to " + most, text -> text.matches("\\d{1,9}(\\.\\d{1,6})?")
                && Double.parseDouble(text) >= least && Double.parseDouble(text) <= most);
    }

    static Allowed minimumBytes(int bytes) {
        return new Allowed("at least " + bytes + " bytes", text -> text.getBytes(StandardCharsets.UTF_8).length >= bytes);
    }

    /** What of a mode group and others are not given; the owner keeps its own. */
    static Allowed octalMask() {
        return new Allowed("an octal number from 000 to 077", text -> text.matches("0?0?[0-7]{2}"));
    }

    static Allowed path() {
        return new Allowed("an absolute path", text -> text.startsWith("/") && text.indexOf('\0') < 0);
    }

    static Allowed directories() {
        return new Allowed("absolute paths separated by colons", text -> Arrays.stream(text.split(":")).allMatch(path().test()));
    }

    static Allowed address() {
        return new Allowed("an IP address or host name", text -> text.matches("[0-9A-Za-z.:-]{1,253}"));
    }

    /** IP addresses, or ranges of them (RFC 4632). */
    static Allowed addressRanges() {
        Predicate<String> range = text -> text.matches("(\\d{1,3}(\\.\\d{1,3}){3}(/([12]?\\d|3[0-2]))?)|([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(/(\\d\\d?|1[01]\\d|12[0-8]))?)");
        return new Allowed("IP addresses or ranges such as 10.0.0.0/8, separated by commas", text -> Arrays.stream(text.split(",")).map(String::strip).allMatch(range));
    }

    static Allowed url(String... schemes) {
        List<String> known = Arrays.asList(schemes);
        return new Allowed("a URL that starts with " + String.join(":// or ", known) + "://", text -> {
            URI url = uri(text);
            return url != null && known.contains(url.getScheme()) && url.getHost() != null;
        });
    }

    /** Origins as RFC 6454 section 6.2 serialises them: scheme, host and port, nothing behind. */
    static Allowed origins() {
        return new Allowed("origins such as https://console.example.com, separated by commas", text ->
                Arrays.stream(text.split(",")).map(String::trim).allMatch(origin -> origin.matches("https?://[0-9A-Za-z.\\-\\[\\]:]+")));
    }

    /** Names of environment variables; a {@code *} alone, or behind fewer than three characters, would be nearly every one. */
    static Allowed variables() {
        return new Allowed("names such as MY_TOKEN, or beginnings of at least three characters such as MY_*, separated by commas", text ->
                Arrays.stream(text.split(",")).map(String::strip).allMatch(name -> name.matches("[A-Za-z_][A-Za-z0-9_]{0,127}|[A-Za-z_][A-Za-z0-9_]{2,126}\\*")));
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            return null; // the caller's answer: no such URL
        }
    }
}
