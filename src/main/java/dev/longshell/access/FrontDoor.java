package dev.longshell.access;

import dev.longshell.audit.Audit;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.limit.Leases;
import dev.longshell.setting.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Before every other filter (web.xml puts it first): takes a request for what its sender made of it, refuses what no page of ours would send, and says to browsers what
 * holds for every answer. Knows nothing of what is behind a path.
 *
 * <p>Refused are paths that two readers could read differently, hosts that are not this console's (DNS rebinding), and what a foreign page makes a browser send:
 * every change, and every WebSocket handshake, needs an allowed Origin when it names one or comes with the cookie. And nobody works for a request whose sender has
 * their share in work already ({@link RequestShares}), or whose body is not there or too large ({@link WholeBodies}).
 */
public class FrontDoor extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS"); // RFC 9110 section 9.2.1
    /** Path parameters, dot segments, doubled or hidden slashes, NUL: no address of ours has any. */
    private static final Pattern AMBIGUOUS = Pattern.compile("[;\\\\]|%3b|//|%2f|%5c|%2e|%00|%25|(^|/)\\.\\.?(/|$)");
    /** RFC 9110 section 15.5.20. */
    private static final int MISDIRECTED = 421;
    /** RFC 9110 section 15.5.22. */
    private static final int UPGRADE_REQUIRED = 426;
    private static final String YEAR_SECONDS = "31536000";
    /** For whatever is no page: nothing of it may run or be framed. Pages and pictures say more themselves. */
    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    @Inject
    private transient Origins origins;
    @Inject
    private transient Proxies proxies;
    @Inject
    private transient LoginCookie cookie;
    @Inject
    private transient Settings settings;
    @Inject
    private transient WholeBodies bodies;
    @Inject
    private transient RequestShares shares;
    @Inject
    private transient RequestCpu cpu;
    @Inject
    private transient Audit audit;

    @Override
    protected void doFilter(HttpServletRequest received, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        HttpServletRequest request = proxies.asSent(received);
        addHeaders(request, response);
        if (received.getDispatcherType() == DispatcherType.ERROR) {
            chain.doFilter(request, response); // it was let in, or refused, before; but the container has taken the headers off
            return;
        }
        String path = received.getRequestURI().substring(received.getContextPath().length());
        if (AMBIGUOUS.matcher(path.toLowerCase(Locale.ROOT)).find() || request.isRequestedSessionIdFromURL()) {
            refuse(request, response, HttpServletResponse.SC_NOT_FOUND, "Not Found", new FaultException(Fault.NOT_FOUND, "No such path."));
            return;
        }
        Optional<String> violation = HeaderRules.violation(received);
        if (violation.isPresent()) {
            refuse(request, response, HttpServletResponse.SC_BAD_REQUEST, "Bad Request",
                    new FaultException(Fault.INVALID_PARAMETER, violation.get()));
            return;
        }
        if (!origins.isOwnHost(request.getHeader("Host"))) {
            refuse(request, response, MISDIRECTED, "Misdirected Request",
                    new FaultException(Fault.FORBIDDEN, "This console is not known under that name: see ALLOWED_ORIGINS."));
            return;
        }
        boolean change = !SAFE_METHODS.contains(request.getMethod()) || path.startsWith("/ws/");
        if (change && !mayChange(request)) {
            refuse(request, response, Fault.FORBIDDEN.httpStatus(), "Forbidden",
                    new FaultException(Fault.FORBIDDEN, "That needs the Origin of an allowed page, or an Authorization header."));
            return;
        }
        if (path.startsWith("/ws/") && !isHandshake(request, response)) {
            return;
        }
        if (HeaderRules.isMultipart(request)) {
            refuse(request, response, HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE, "Unsupported Media Type",
                    new FaultException(Fault.INVALID_PARAMETER, "There is no upload here."));
            return;
        }
        Optional<Leases.Lease> lease;
        try {
            lease = shares.begin(request, path);
        } catch (FaultException e) {
            refuse(request, response, e);
            return;
        }
        try (RequestCpu.Work work = cpu.begin(request.getMethod() + " " + path)) {
            pass(request, response, chain, work);
        } finally {
            lease.ifPresent(Leases.Lease::close);
        }
    }

    private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain, RequestCpu.Work work)
            throws IOException, ServletException {
        HttpServletRequest whole;
        try {
            whole = bodies.read(request, work);
        } catch (FaultException e) {
            refuse(request, response, e);
            return;
        } catch (IOException e) {
            response.setStatus(HttpServletResponse.SC_REQUEST_TIMEOUT);
            response.setHeader("Connection", "close");
            return;
        }
        chain.doFilter(whole, response);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, FaultException fault) throws IOException {
        fault.retryAfterSeconds().ifPresent(seconds -> response.setHeader("Retry-After", Long.toString(seconds)));
        String title = fault.fault() == Fault.BODY_TOO_LARGE ? "Content Too Large" : "Too Many Requests";
        refuse(request, response, fault.fault().httpStatus(), title, fault);
    }

    /** Or answers what else it is. The connection ends with that: what its sender still means to send is no request. */
    private boolean isHandshake(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            HandshakeSyntax.require(request);
            if (!HandshakeSyntax.isOfOtherVersion(request)) {
                return true;
            }
            response.setHeader("Sec-WebSocket-Version", HandshakeSyntax.VERSION);
            refuse(request, response, UPGRADE_REQUIRED, "Upgrade Required", new FaultException(Fault.INVALID_PARAMETER, "WebSockets are spoken in version 13 here."));
        } catch (FaultException e) {
            response.setHeader("Connection", "close");
            refuse(request, response, e.fault().httpStatus(), "Bad Request", e);
        }
        return false;
    }

    private boolean mayChange(HttpServletRequest request) {
        boolean nothingToAbuse = TokenMechanism.isBearer(request) || cookie.tokenOf(request) == null;
        return origins.allows(request.getHeader("Origin"), Origins.ownOf(request), nothingToAbuse);
    }

    /** The referrer stays inside: {@code no-referrer} would make browsers send {@code Origin: null} with our own forms. */
    private void addHeaders(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Content-Security-Policy", NOTHING);
        response.setHeader("Cache-Control", "no-store"); // RFC 9111 section 5.2.2.5; StaticFiles says otherwise
        if (request.isSecure() && !settings.development()) {
            response.setHeader("Strict-Transport-Security", "max-age=" + YEAR_SECONDS);
        }
    }

    /** Nobody has looked yet who it is, so the row names no one. */
    private void refuse(HttpServletRequest request, HttpServletResponse response, int status, String title, FaultException fault) throws IOException {
        audit.recordRefusedRequest(null, request.getMethod() + " " + request.getRequestURI(), fault);
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.getWriter().write("{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + ",\"code\":\"" + fault.fault().code()
                + "\",\"detail\":\"" + fault.getMessage() + "\"}");
    }
}
