package dev.longshell.console;

import java.util.regex.Pattern;

/** A place of this application to go on to; knows nothing of requests. Guards against open redirects (CWE-601). */
final class LocalPath {
    static final String START = "/index.xhtml";

    /** One slash, then visible ASCII without a backslash: browsers take {@code //host} and {@code /\host} for another host (WHATWG URL, section 4.4). */
    private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[!-~&&[^\\\\]]{0,2000}");

    private LocalPath() {
    }

    /** That path when it is one of ours, else the start page. @param path below the context path, with its query; may be null */
    static String of(String path) {
        return path != null && LOCAL.matcher(path).matches() ? path : START;
    }
}
