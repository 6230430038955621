package dev.longshell.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;

/**
 * The secret of a share link, {@code lss_} and 256 random bits, and how a request carries it; knows nothing of what it opens.
 *
 * <p>Never in an address that a server sees: a link has it behind {@code #}, which browsers keep to themselves (RFC 9110, section 4.2.5) and out of the Referer.
 * A page sends it as {@code Authorization: Share}; with a WebSocket, whose headers a page cannot choose, as the subprotocol {@code longshell.share.}SECRET.
 */
public final class ShareToken {
    private static final String PREFIX = "lss_";
    private static final int RANDOM_BYTES = 32;
    private static final String SCHEME = "Share ";
    private static final String SUBPROTOCOL = "longshell.share.";

    private ShareToken() {
    }

    public static String random() {
        return PREFIX + KeptSecret.random(RANDOM_BYTES);
    }

    /** Under which it is kept. */
    public static String hash(String secret) {
        return PersonalToken.hash(secret);
    }

    /** What the request carries, good or not; empty for one that does not come by a link. */
    public static Optional<String> in(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.of(header.substring(SCHEME.length()).strip());
        }
        return Collections.list(request.getHeaders("Sec-WebSocket-Protocol")).stream().flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip).filter(word -> word.startsWith(SUBPROTOCOL)).map(word -> word.substring(SUBPROTOCOL.length())).findFirst();
    }
}
