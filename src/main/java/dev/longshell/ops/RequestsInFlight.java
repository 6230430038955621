package dev.longshell.ops;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests that are being answered, so that a stop can wait for them; a WebSocket is one until its handshake is over. Knows nothing of what they ask. */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class RequestsInFlight extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final AtomicInteger COUNT = new AtomicInteger(); // of the application: the container makes the filter, and nobody can inject one

    static int count() {
        return COUNT.get();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        COUNT.incrementAndGet();
        try {
            chain.doFilter(request, response);
        } finally {
            COUNT.decrementAndGet();
        }
    }
}
