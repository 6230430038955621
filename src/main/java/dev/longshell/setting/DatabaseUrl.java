package dev.longshell.setting;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * DATABASE_URL taken apart for the driver, which takes no user info in its own URL; connects to nothing.
 *
 * @param jdbcUrl  without user and password
 * @param user     percent-decoded; empty when there was none
 * @param password percent-decoded; empty when there was none
 */
public record DatabaseUrl(String jdbcUrl, String user, String password) {

    /** @param text {@code postgresql://user:password@host:port/db?params}, user and password percent-encoded as RFC 3986 section 3.2.1 demands */
    public static DatabaseUrl parse(String text) {
        URI url = URI.create(text);
        String userInfo = url.getRawUserInfo() == null ? "" : url.getRawUserInfo();
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        String password = colon < 0 ? "" : userInfo.substring(colon + 1);
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return new DatabaseUrl("jdbc:postgresql://" + url.getHost() + port + path + query, decode(user), decode(password));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8); // a plus is a plus outside of forms
    }

    /** Without the password, so that it may be logged. */
    @Override
    public String toString() {
        return jdbcUrl + " as " + user;
    }
}
