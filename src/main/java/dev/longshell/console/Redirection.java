package dev.longshell.console;

import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Sends a browser to another page of ours; knows nothing of why.
 *
 * <p>The container's own {@code sendRedirect} makes the address absolute from the Host header and the listener's scheme, which is wrong behind a proxy that
 * ends TLS. A relative reference (RFC 9110, section 10.2.2) is right everywhere.
 */
final class Redirection {

    private Redirection() {
    }

    /** @param path below the context path */
    static void send(HttpServletRequest request, HttpServletResponse response, String path) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", request.getContextPath() + path);
    }

    /** The same from an action of a page, which is not drawn any more. */
    static void send(FacesContext faces, String path) {
        ExternalContext context = faces.getExternalContext();
        send((HttpServletRequest) context.getRequest(), (HttpServletResponse) context.getResponse(), path);
        faces.responseComplete();
    }
}
