package dev.longshell.console;

import dev.longshell.access.KeptSecret;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;

/**
 * What a browser is told about a page beside what {@code access} says of every answer; knows nothing of its content.
 *
 * <p>Scripts run only when they carry the page's nonce (Content Security Policy Level 3, section 7.1), so that not even a file of ours runs where no page of ours
 * asked for it. Where there are terminals, xterm.js makes style elements, which modules/nonce.js gives the same nonce, and style attributes, which no nonce can allow.
 * {@code connect-src 'self'} includes the WebSocket of the same host (CSP 3, section 6.7.2.8).
 */
final class PageHeaders {
    /** Request attribute: the nonce of this answer. */
    static final String NONCE = "dev.longshell.console.nonce";
    private static final int NONCE_BYTES = 18;
    private static final Set<String> WITH_TERMINALS = Set.of("/project.xhtml", "/guest.xhtml");

    private PageHeaders() {
    }

    static void add(HttpServletRequest request, HttpServletResponse response) {
        String nonce = KeptSecret.random(NONCE_BYTES);
        request.setAttribute(NONCE, nonce);
        String own = "'self' 'nonce-" + nonce + "'";
        String styles = WITH_TERMINALS.contains(request.getServletPath()) ? "style-src " + own + "; style-src-elem " + own + "; style-src-attr 'unsafe-inline'" : "style-src 'self'";
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", "default-src 'none'; script-src 'nonce-" + nonce + "'; " + styles
                + "; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    }
}
