package dev.longshell.access;

import dev.longshell.limit.IpAddress;
import dev.longshell.text.Secrets;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Where a request comes from, for throttles and for people; proves nothing.
 *
 * @param address of the peer, or of who stands behind a trusted proxy
 * @param agent   what the browser or program calls itself, at most 200 characters
 * @param browser what it sent for {@link KnownBrowsers}, or null
 */
public record Client(String address, String agent, String browser) {
    private static final int LONGEST_AGENT = 200;

    public static Client of(HttpServletRequest request) {
        String agent = Secrets.masked(request.getHeader("User-Agent"));
        String plain = agent == null ? "" : agent.replaceAll("\\p{C}", "").strip();
        return new Client(request.getRemoteAddr(), plain.isEmpty() ? "unknown" : plain.substring(0, Math.min(LONGEST_AGENT, plain.length())),
                KnownBrowsers.sentBy(request));
    }

    /** By what it is counted: {@link IpAddress#network}. */
    String network() {
        return IpAddress.network(address);
    }
}
