package dev.longshell.console;

import dev.longshell.access.Callers;
import dev.longshell.access.Client;
import dev.longshell.access.Login;
import dev.longshell.access.LoginCookie;
import dev.longshell.access.Logins;
import dev.longshell.fault.FaultException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** The login page: a name and a password for a cookie; knows nothing of how they are checked. */
@Named("login")
@RequestScoped
public class LoginPage {
    private final Logins logins;
    private final LoginCookie cookie;
    private final Callers callers;
    private final HttpServletRequest request;
    private String username;
    private String password;
    private String next;

    protected LoginPage() {
        this(null, null, null, null);
    }

    @Inject
    public LoginPage(Logins logins, LoginCookie cookie, Callers callers, HttpServletRequest request) {
        this.logins = logins;
        this.cookie = cookie;
        this.callers = callers;
        this.request = request;
    }

    /** Somebody who is logged in goes on at once. */
    public void skip() {
        if (request.getUserPrincipal() != null && isKnown()) {
            goOn();
        }
    }

    /** Logs in and goes on to where somebody wanted to go, or says why not. */
    public void logIn() {
        FacesContext faces = FacesContext.getCurrentInstance();
        HttpServletResponse response = (HttpServletResponse) faces.getExternalContext().getResponse();
        try {
            Login login = logins.login(username, password, Client.of(request));
            cookie.set(response, login);
        } catch (FaultException e) {
            e.retryAfterSeconds().ifPresent(seconds -> {
                response.setStatus(e.fault().httpStatus());
                response.setHeader("Retry-After", Long.toString(seconds));
            });
            faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, e.getMessage(), null));
            return;
        }
        goOn();
    }

    /** A cookie may outlive its user: then the principal is nobody that we know, and this page is the right one. */
    private boolean isKnown() {
        try {
            return callers.of(request.getUserPrincipal()) != null;
        } catch (FaultException e) {
            return false;
        }
    }

    private void goOn() {
        Redirection.send(FacesContext.getCurrentInstance(), LocalPath.of(next));
    }

    public String getUsername() {
        return username;
    }

    public void setUsername(String username) {
        this.username = username;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public String getNext() {
        return next;
    }

    public void setNext(String next) {
        this.next = next;
    }
}
