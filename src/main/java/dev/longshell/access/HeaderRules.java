package dev.longshell.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a request's headers must be before anybody reads them: Payara 6.2025.10, Jersey and Faces answer 500 to some
 * that they cannot read, and two readers may take two different ones of a header that is there twice.
 */
final class HeaderRules {
    /**
     * Each of these is one value by its definition (RFC 9110 section 5.3, RFC 6454 section 7.3, RFC 6265 section 5.4).
     */
    private static final List<String> ONCE = List.of("Host", "Origin", "Cookie", "Authorization", "Content-Length",
            "Content-Type",
            "Transfer-Encoding", "Sec-WebSocket-Key", "Sec-WebSocket-Version", "X-Forwarded-Host", "X-Forwarded-Proto");

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    private static final String PARAMETER = "\\s*;\\s*" + TOKEN + "=(?:" + TOKEN + "|\"(?:[^\"\\\\]|\\\\.)*+\")";
    /** RFC 9110 section 12.4.2, and what is written for it beyond that and understood: {@code .2}, {@code 1.0000}. */
    private static final String WEIGHT = "\\s*;\\s*[qQ]=(?:\\d(?:\\.\\d{0,9})?|\\.\\d{1,9})";
    private static final Pattern MEDIA_RANGE = Pattern.compile("(?:\\*(?:/\\*)?|" + TOKEN + "/(?:\\*|" + TOKEN + "))"
            + "(?:" + WEIGHT + "|(?!\\s*;\\s*[qQ]=)" + PARAMETER + ")*+");
    private static final Pattern MEDIA_TYPE = Pattern.compile(TOKEN + "/" + TOKEN + "(?:" + PARAMETER + ")*+\\s*;?");
    /** Characters of one media type: java.util.regex takes stack for each turn of a group. */
    private static final int LONGEST = 500;
    private static final String MULTIPART = "multipart/";

    private HeaderRules() {
    }

    /** Says to the sender what is wrong with the request's headers; empty when nothing is. */
    static Optional<String> violation(HttpServletRequest request) {
        for (String name : ONCE) {
            if (Collections.list(request.getHeaders(name)).size() > 1) {
                return Optional.of(name + " is there more than once.");
            }
        }
        if (!Collections.list(request.getHeaders("Accept")).stream().allMatch(HeaderRules::isAccept)) {
            return Optional.of("Accept cannot be read.");
        }
        String type = request.getHeader("Content-Type");
        return type == null || isOne(type, MEDIA_TYPE) ? Optional.empty() : Optional.of("Content-Type cannot be read.");
    }

    /** RFC 9110 section 12.5.1; java.net.HttpURLConnection also sends a sole {@code *}. Members may be empty. */
    static boolean isAccept(String value) {
        int start = 0;
        boolean quoted = false;
        for (int index = 0; index < value.length(); index++) {
            char next = value.charAt(index);
            if (quoted && next == '\\') {
                index++;
            } else if (next == '"') {
                quoted = !quoted;
            } else if (next == ',' && !quoted) {
                if (!isMember(value.substring(start, index))) {
                    return false;
                }
                start = index + 1;
            }
        }
        return isMember(value.substring(start));
    }

    private static boolean isMember(String text) {
        return text.isBlank() || isOne(text, MEDIA_RANGE);
    }

    private static boolean isOne(String text, Pattern form) {
        return text.length() <= LONGEST && form.matcher(text.strip()).matches();
    }

    /** There is no upload, and Faces fails at parts that are none. */
    static boolean isMultipart(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.strip().regionMatches(true, 0, MULTIPART, 0, MULTIPART.length());
    }
}
