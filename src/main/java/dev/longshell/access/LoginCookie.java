package dev.longshell.access;

import dev.longshell.setting.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;

/**
 * The cookie that carries a login to browsers; knows nothing of what is in the token.
 *
 * <p>HttpOnly, SameSite=Strict, Path=/. Outside development it is Secure and its name starts with {@code __Host-}, so that no other host and no plain
 * http answer can set it (RFC 6265bis section 4.1.3.2).
 */
@ApplicationScoped
public class LoginCookie {
    private static final String DEVELOPMENT_NAME = "longshell";
    private static final String HOST_BOUND_NAME = "__Host-longshell";

    private Settings settings;

    protected LoginCookie() {
        // for the container's proxy
    }

    @Inject
    public LoginCookie(Settings settings) {
        this.settings = settings;
    }

    /** Of the cookie in this environment. */
    public String name() {
        return settings.development() ? DEVELOPMENT_NAME : HOST_BOUND_NAME;
    }

    /** Hands the login to the browser; the cookie lives as long as the token. */
    public void set(HttpServletResponse response, Login login) {
        long seconds = Duration.between(Instant.now(), login.expiresAt()).toSeconds();
        response.addCookie(cookie(login.token(), (int) Math.max(0, seconds)));
    }

    /** Takes the login away from the browser. */
    public void clear(HttpServletResponse response) {
        response.addCookie(cookie("", 0));
    }

    /** The token that the browser sent, or null. */
    public String tokenOf(HttpServletRequest request) {
        if (request.getCookies() == null) {
            return null;
        }
        for (Cookie cookie : request.getCookies()) {
            if (cookie.getName().equals(name())) {
                return cookie.getValue();
            }
        }
        return null;
    }

    private Cookie cookie(String value, int maxAgeSeconds) {
        Cookie cookie = new Cookie(name(), value);
        cookie.setHttpOnly(true);
        cookie.setSecure(!settings.development());
        cookie.setPath("/");
        cookie.setMaxAge(maxAgeSeconds);
        cookie.setAttribute("SameSite", "Strict");
        return cookie;
    }
}
