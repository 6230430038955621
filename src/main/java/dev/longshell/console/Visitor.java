package dev.longshell.console;

import dev.longshell.access.Caller;
import dev.longshell.access.Callers;
import dev.longshell.access.Login;
import dev.longshell.access.LoginCookie;
import dev.longshell.access.Logins;
import dev.longshell.access.OpenIdLogins;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Who looks at this page; knows nothing of what is on it. */
@Named("visitor")
@RequestScoped
public class Visitor {
    private final Callers callers;
    private final Logins logins;
    private final OpenIdLogins provider;
    private final LoginCookie cookie;
    private final HttpServletRequest request;
    private Caller caller;

    protected Visitor() {
        this(null, null, null, null, null);
    }

    @Inject
    public Visitor(Callers callers, Logins logins, OpenIdLogins provider, LoginCookie cookie, HttpServletRequest request) {
        this.callers = callers;
        this.logins = logins;
        this.provider = provider;
        this.cookie = cookie;
        this.request = request;
    }

    /** @throws dev.longshell.fault.FaultException UNAUTHENTICATED, which the filter turns into the login page */
    Caller caller() {
        if (caller == null) {
            caller = callers.of(request.getUserPrincipal());
        }
        return caller;
    }

    public String getName() {
        return caller().username();
    }

    public boolean isAdmin() {
        return caller().admin();
    }

    /** From now on in this request the visitor is who that login lets in. */
    Login becomes(Login login) {
        caller = callers.ofToken(login.token());
        return login;
    }

    /** Ends the login, takes it from this browser and shows the login page, which says so where a provider has one that goes on. */
    public void logOut() {
        FacesContext faces = FacesContext.getCurrentInstance();
        boolean stays = logins.logOut(caller()) && provider.offerToLeave();
        cookie.clear((HttpServletResponse) faces.getExternalContext().getResponse());
        Redirection.send(faces, Doorkeeper.LOGIN_PAGE + (stays ? ProviderPage.STAYED : ""));
    }
}
