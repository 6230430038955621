package dev.longshell.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.Principal;

/** Turns the container's principal into a {@link Caller}; knows nothing of how it logged in. */
@ApplicationScoped
public class Callers {

    /**
     * @param principal of the request or handshake; null for nobody
     * @throws dev.longshell.fault.FaultException UNAUTHENTICATED for nobody, an unknown or a disabled user
     */
    public Caller of(Principal principal) {
        throw new UnsupportedOperationException("to be written");
    }
}
