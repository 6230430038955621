package dev.longshell.console;

import dev.longshell.access.Client;
import dev.longshell.access.LoginCookie;
import dev.longshell.access.OpenIdCookie;
import dev.longshell.access.OpenIdLogins;
import dev.longshell.access.OpenIdLogins.Arrival;
import dev.longshell.access.OpenIdLogins.Departure;
import dev.longshell.access.Origins;
import dev.longshell.audit.Audit;
import dev.longshell.fault.FaultException;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Sends a browser to the OpenID Connect provider and takes it back; knows nothing of what the two say to each other.
 *
 * <p>A browser that another site sent here does not show SameSite=Strict cookies, nor where it is redirected to at once. So it is given a page of ours, which goes on
 * by itself.
 */
@WebServlet({OpenIdDoor.LOGIN, OpenIdDoor.CALLBACK, OpenIdDoor.LOGOUT})
public class OpenIdDoor extends HttpServlet {
    static final String LOGIN = "/openid/login";
    static final String CALLBACK = "/openid/callback";
    static final String LOGOUT = "/openid/logout";
    /** Request attribute: where {@code arrived.xhtml} goes on to. */
    static final String NEXT = "dev.longshell.console.next";
    private static final Logger LOG = Logger.getLogger(OpenIdDoor.class.getName());
    private static final long serialVersionUID = 1;

    @Inject
    private transient OpenIdLogins logins;
    @Inject
    private transient OpenIdCookie visit;
    @Inject
    private transient LoginCookie cookie;
    @Inject
    private transient Visitor visitor;
    @Inject
    private transient Origins origins;
    @Inject
    private transient Audit audit;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        try {
            if (request.getServletPath().equals(LOGIN)) {
                depart(request, response);
                return;
            }
            if (request.getServletPath().equals(LOGOUT)) {
                String there = logins.leave().map(URI::toString).orElse(request.getContextPath() + Doorkeeper.LOGIN_PAGE);
                send(there, response);
                return;
            }
            arrive(request, response);
        } catch (FaultException e) {
            audit.recordRefusedRequest(null, "GET " + request.getServletPath(), e);
            LOG.log(e.fault().isRefusal() ? Level.FINE : Level.WARNING, e.getMessage(), e.getCause());
            Trouble.show(e, request, response);
        }
    }

    private void depart(HttpServletRequest request, HttpServletResponse response) {
        boolean linking = request.getParameter("link") != null;
        Departure departure = logins.depart(request.getParameter("next"), linking ? visitor.caller() : null, ownOrigin(request));
        visit.set(response, departure.sealed());
        send(departure.provider().toString(), response);
    }

    private static void send(String there, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", there);
    }

    private void arrive(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        String sealed = visit.sealedOf(request);
        visit.clear(response);
        var parameters = request.getParameterMap().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> Arrays.asList(each.getValue())));
        Arrival arrival = logins.arrive(parameters, sealed, ownOrigin(request), Client.of(request));
        if (arrival.login() != null) {
            cookie.set(response, arrival.login());
        }
        request.setAttribute(NEXT, LocalPath.of(arrival.next()));
        PageHeaders.add(request, response);
        request.getRequestDispatcher("/arrived.xhtml").forward(request, response);
    }

    private String ownOrigin(HttpServletRequest request) {
        return origins.toReturnTo(Origins.ownOf(request)) + request.getContextPath();
    }
}
