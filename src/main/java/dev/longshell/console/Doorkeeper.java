package dev.longshell.console;

import dev.longshell.access.LoginCookie;
import dev.longshell.audit.Audit;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import jakarta.faces.application.ResourceHandler;
import jakarta.faces.render.ResponseStateManager;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Before every page: strangers go to the login and faults to the error page; knows nothing of what a page shows.
 *
 * <p>Pages have no server-side state and so no token in their forms: what keeps other sites from posting them is the Origin header, which every browser
 * sends with a POST (Fetch standard, section 3.2) and {@code access} checks, beside the cookie's SameSite=Strict.
 */
@WebFilter(urlPatterns = {"*.xhtml", ""}, dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ERROR})
public class Doorkeeper extends HttpFilter {
    static final String LOGIN_PAGE = "/login.xhtml";
    private static final String ERROR_PAGE = "/error.xhtml";
    /** Shows nothing by itself: its module asks with the secret of a share link, which this server does not see in the address. */
    private static final String GUEST_PAGE = "/guest.xhtml";
    private static final long serialVersionUID = 1;

    @Inject
    private transient LoginCookie cookie;
    @Inject
    private transient Audit audit;
    @Inject
    private transient Visitor visitor;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        PageHeaders.add(request, response);
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            chain.doFilter(request, response);
            return;
        }
        if (request.getServletPath().contains(ResourceHandler.RESOURCE_IDENTIFIER)) {
            // no page of ours has any, and Faces fails at some names and dates
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        boolean forStrangers = isForStrangers(request.getServletPath());
        if (request.getUserPrincipal() == null && !forStrangers) {
            sendToLogin(request, response);
            return;
        }
        if (isForged(request)) {
            FaultException forged = new FaultException(Fault.INVALID_PARAMETER, "That form was not made by this page. Open the page again and retry.");
            audit.recordRefusedRequest(null, request.getMethod() + " " + request.getRequestURI(), forged);
            Trouble.show(forged, request, response);
            return;
        }
        try {
            if (!forStrangers) {
                visitor.caller(); // a login that is over is no login, also at a page that asks nothing
            }
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException e) {
            show(faultIn(e), request, response, e);
        }
    }

    private void show(FaultException fault, HttpServletRequest request, HttpServletResponse response, Exception cause) throws IOException, ServletException {
        if (fault == null || response.isCommitted()) {
            throw cause instanceof ServletException servlet ? servlet : new ServletException(cause);
        }
        if (fault.fault() == Fault.UNAUTHENTICATED) {
            response.resetBuffer();
            cookie.clear(response);
            sendToLogin(request, response);
            return;
        }
        Trouble.show(fault, request, response);
    }

    private static FaultException faultIn(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof FaultException fault) {
                return fault;
            }
        }
        return null;
    }

    private static void sendToLogin(HttpServletRequest request, HttpServletResponse response) {
        String next = isSafe(request.getMethod()) ? request.getServletPath() : LocalPath.START;
        if (request.getQueryString() != null && isSafe(request.getMethod())) {
            next += "?" + request.getQueryString();
        }
        Redirection.send(request, response, LOGIN_PAGE + "?next=" + URLEncoder.encode(LocalPath.of(next), StandardCharsets.UTF_8));
    }

    /** No view of ours is kept, so each form says the same (Jakarta Faces 4.0, section 7.8.1): anything else is not even looked up. */
    private static boolean isForged(HttpServletRequest request) {
        String state = request.getParameter(ResponseStateManager.VIEW_STATE_PARAM);
        return state != null && !state.equals("stateless");
    }

    private static boolean isSafe(String method) {
        return method.equals("GET") || method.equals("HEAD");
    }

    private static boolean isForStrangers(String path) {
        return path.equals(LOGIN_PAGE) || path.equals(ERROR_PAGE) || path.equals(GUEST_PAGE);
    }
}
