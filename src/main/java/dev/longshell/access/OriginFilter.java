package dev.longshell.access;

import dev.longshell.fault.Fault;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * Refuses what a foreign page makes a browser send: every request that may change something, of the API and of the pages alike, needs an allowed Origin when
 * it names one or comes with the cookie. Knows nothing of what the request would change. WebSocket handshakes are GETs; {@code channel} asks {@link Origins} for them.
 */
@WebFilter("/*")
public class OriginFilter extends HttpFilter {
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS"); // RFC 9110 section 9.2.1
    private static final String REFUSAL = "{\"type\":\"about:blank\",\"title\":\"Forbidden\",\"status\":" + Fault.FORBIDDEN.httpStatus()
            + ",\"code\":\"" + Fault.FORBIDDEN.code() + "\",\"detail\":\"A change needs the Origin of an allowed page, or an Authorization header.\"}";

    @Inject
    private transient Origins origins;
    @Inject
    private transient LoginCookie cookie;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        if (SAFE_METHODS.contains(request.getMethod()) || allowed(request)) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(Fault.FORBIDDEN.httpStatus());
        response.setContentType("application/problem+json");
        response.getWriter().write(REFUSAL);
    }

    private boolean allowed(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        boolean nothingToAbuse = TokenMechanism.isBearer(request) || cookie.tokenOf(request) == null;
        return origins.allows(origin, request.getHeader("Host"), nothingToAbuse);
    }
}
