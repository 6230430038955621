package dev.longshell.access;

import jakarta.enterprise.context.ApplicationScoped;

/** Exchanges a name and password for a token; knows nothing of HTTP or cookies. */
@ApplicationScoped
public class Logins {

    /**
     * @param remoteAddress of the peer, for the throttle only
     * @throws dev.longshell.fault.FaultException UNAUTHENTICATED for a wrong name or password and a disabled user alike, after the same time; RATE_LIMIT with
     *                                            the time to wait after five failures within a minute of that name from that address
     */
    public Login login(String username, String password, String remoteAddress) {
        throw new UnsupportedOperationException("to be written");
    }

    /** A fresh token for somebody whose present one is still good. */
    public Login refresh(Caller caller) {
        throw new UnsupportedOperationException("to be written");
    }
}
