package dev.longshell.console;

import jakarta.servlet.http.HttpServletResponse;

/**
 * What a browser is told about a page; knows nothing of its content.
 *
 * <p>Scripts come from our own files only (Content Security Policy Level 3). Styles too, but for the workspace: xterm.js draws without WebGL by making style
 * elements and attributes, which 'self' forbids. {@code connect-src 'self'} includes the WebSocket of the same host (CSP 3, section 6.7.2.8).
 * The referrer stays inside: {@code no-referrer} would make browsers send {@code Origin: null} with our own forms.
 */
enum PageHeaders {
    STRICT("'self'"),
    TERMINAL("'self' 'unsafe-inline'");

    private final String policy;

    PageHeaders(String styles) {
        policy = "default-src 'none'; script-src 'self'; style-src " + styles + "; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
                + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }

    static PageHeaders of(String servletPath) {
        return servletPath.equals("/project.xhtml") ? TERMINAL : STRICT;
    }

    void addTo(HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", policy);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    }
}
