package dev.longshell.console;

import dev.longshell.access.OpenIdLogins;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What pages say of the OpenID Connect provider; knows nothing of how one logs in there. */
@Named("provider")
@RequestScoped
public class ProviderPage {
    /** Query of the login page. */
    static final String STAYED = "?stayed=provider";

    private final OpenIdLogins logins;
    private final HttpServletRequest request;

    protected ProviderPage() {
        this(null, null);
    }

    @Inject
    public ProviderPage(OpenIdLogins logins, HttpServletRequest request) {
        this.logins = logins;
        this.request = request;
    }

    public boolean isOffered() {
        return logins.areOffered();
    }

    /** Whether somebody has just logged out here whom the provider let in, and still knows. */
    public boolean isStaying() {
        return isOffered() && STAYED.equals("?" + request.getQueryString());
    }

    public String getLogoutWay() {
        return request.getContextPath() + OpenIdDoor.LOGOUT;
    }

    /** The way to the provider and back to that place. @param next may be null */
    public String way(String next) {
        return request.getContextPath() + OpenIdDoor.LOGIN + "?next=" + URLEncoder.encode(LocalPath.of(next), StandardCharsets.UTF_8);
    }

    /** The same for somebody who is logged in and wants an account there to be theirs. */
    public String getLinkWay() {
        return way("/account.xhtml") + "&link=1";
    }

    /** Where somebody goes on to who has just come back. */
    public String getNext() {
        return request.getContextPath() + (request.getAttribute(OpenIdDoor.NEXT) instanceof String next ? next : LocalPath.START);
    }
}
