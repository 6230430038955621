package dev.longshell.access;

import dev.longshell.setting.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** The cookie in which a browser carries what it must bring back from the provider; SameSite=Lax, since it is another site that sends the browser back. */
@ApplicationScoped
public class OpenIdCookie {
    private BrowserCookie cookie;

    protected OpenIdCookie() {
        // for the container's proxy
    }

    @Inject
    public OpenIdCookie(Settings settings) {
        this.cookie = BrowserCookie.named("longshell-openid", "Lax", settings);
    }

    public void set(HttpServletResponse response, String sealed) {
        cookie.set(response, sealed, OpenIdFlow.LIFE);
    }

    public void clear(HttpServletResponse response) {
        cookie.clear(response);
    }

    /** What the browser brought, or null. */
    public String sealedOf(HttpServletRequest request) {
        return cookie.valueIn(request);
    }
}
