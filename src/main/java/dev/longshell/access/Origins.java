package dev.longshell.access;

import jakarta.enterprise.context.ApplicationScoped;

/** The exact allow-list of origins (RFC 6454); knows nothing of who is logged in. */
@ApplicationScoped
public class Origins {

    /**
     * Whether a browser page of that origin may change things or open a socket.
     *
     * @param origin the Origin header, or null when there was none
     * @param host   the Host header: without ALLOWED_ORIGINS, the console's own origin is http or https on that very host and port
     * @param bearer true when the request authenticates by an Authorization header: programs send no Origin
     */
    public boolean allows(String origin, String host, boolean bearer) {
        throw new UnsupportedOperationException("to be written");
    }
}
