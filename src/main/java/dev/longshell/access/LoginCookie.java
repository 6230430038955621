package dev.longshell.access;

import dev.longshell.setting.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;

/** The cookie that carries a login to browsers, SameSite=Strict; knows nothing of what is in the token. */
@ApplicationScoped
public class LoginCookie {
    private BrowserCookie cookie;
    private KnownBrowsers browsers;

    protected LoginCookie() {
        // for the container's proxy
    }

    @Inject
    public LoginCookie(Settings settings, KnownBrowsers browsers) {
        this.cookie = BrowserCookie.named("longshell", "Strict", settings);
        this.browsers = browsers;
    }

    /** Hands the login to the browser, which is known from now on; the cookie lives as long as the token. */
    public void set(HttpServletResponse response, Login login) {
        cookie.set(response, login.token(), Duration.between(Instant.now(), login.expiresAt()));
        browsers.set(response, login.username());
    }

    /** Takes the login away from the browser. */
    public void clear(HttpServletResponse response) {
        cookie.clear(response);
    }

    /** The token that the browser sent, or null. */
    public String tokenOf(HttpServletRequest request) {
        return cookie.valueIn(request);
    }
}
