package dev.longshell.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;

/**
 * Tells the container who a request's token names (Jakarta Security 3.0 section 2.2); refuses nobody: a request without a good token is nobody's, and each
 * door says what nobody may do. The principal's name is for {@link Callers}, also in a WebSocket handshake.
 */
@ApplicationScoped
public class TokenMechanism implements HttpAuthenticationMechanism {
    private static final String BEARER = "bearer ";

    private Callers callers;
    private LoginCookie cookie;

    protected TokenMechanism() {
        // for the container's proxy
    }

    @Inject
    public TokenMechanism(Callers callers, LoginCookie cookie) {
        this.callers = callers;
        this.cookie = cookie;
    }

    @Override
    public AuthenticationStatus validateRequest(HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        String token = isBearer(request) ? request.getHeader("Authorization").substring(BEARER.length()).strip() : cookie.tokenOf(request);
        if (token == null) {
            return context.doNothing();
        }
        return callers.principalOf(token)
                .map(name -> context.notifyContainerAboutLogin(name, Set.of()))
                .orElseGet(context::doNothing);
    }

    /** Whether the request authenticates by an Authorization header, which no foreign page can make a browser send; its cookie then counts for nothing. */
    static boolean isBearer(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }
}
