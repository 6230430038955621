package dev.longshell.access;

import dev.longshell.setting.Settings;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;

/**
 * A cookie that scripts cannot read; knows nothing of what is in it.
 *
 * <p>HttpOnly, Path=/. Outside development it is Secure and its name starts with {@code __Host-}, so that no other host and no plain http answer can set it
 * (RFC 6265bis section 4.1.3.2).
 *
 * @param name     as browsers see it
 * @param secure   whether it goes over TLS only
 * @param sameSite {@code Strict} or {@code Lax}, which also goes with a link from another site
 */
record BrowserCookie(String name, boolean secure, String sameSite) {

    static BrowserCookie named(String name, String sameSite, Settings settings) {
        return new BrowserCookie(settings.development() ? name : "__Host-" + name, !settings.development(), sameSite);
    }

    void set(HttpServletResponse response, String value, Duration life) {
        Cookie cookie = new Cookie(name, value);
        cookie.setHttpOnly(true);
        cookie.setSecure(secure);
        cookie.setPath("/");
        cookie.setMaxAge((int) Math.max(0, life.toSeconds()));
        cookie.setAttribute("SameSite", sameSite);
        response.addCookie(cookie);
    }

    void clear(HttpServletResponse response) {
        set(response, "", Duration.ZERO);
    }

    /** What the browser sent, or null. */
    String valueIn(HttpServletRequest request) {
        return valueIn(request, name);
    }

    /** Reads the cookie of that name; null when the browser sent none. */
    static String valueIn(HttpServletRequest request, String name) {
        if (request.getCookies() == null) {
            return null;
        }
        for (Cookie cookie : request.getCookies()) {
            if (cookie.getName().equals(name)) {
                return cookie.getValue();
            }
        }
        return null;
    }
}
