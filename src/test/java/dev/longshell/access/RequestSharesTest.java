package dev.longshell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.limit.Leases;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The stories: one user's slow calls took all threads that serve requests; two addresses that floods came from had all that strangers may. */
class RequestSharesTest {
    private final KnownCallers callers = new KnownCallers();
    private final RequestShares shares = new RequestShares(callers);

    /** @param principal name of a login, or null @param link a secret, or null */
    private static HttpServletRequest request(String principal, String address, String link) {
        return (HttpServletRequest) Proxy.newProxyInstance(RequestSharesTest.class.getClassLoader(), new Class<?>[] {HttpServletRequest.class}, (proxy, method, arguments) ->
                switch (method.getName()) {
                    case "getUserPrincipal" -> principal == null ? null : (Principal) () -> principal;
                    case "getRemoteAddr" -> address;
                    case "getHeader" -> link != null && arguments[0].equals("Authorization") ? "Share " + link : null;
                    case "getHeaders" -> Collections.emptyEnumeration();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private UUID loggedIn(boolean admin, String... principals) {
        UUID user = UUID.randomUUID();
        for (String principal : principals) {
            callers.seen(principal, new Caller(user, "somebody", admin, Map.of(), 1, new Caller.Proof(UUID.randomUUID(), null, Instant.MAX)));
        }
        return user;
    }

    private final List<Leases.Lease> leases = new ArrayList<>();

    private void begin(int times, HttpServletRequest request) {
        for (int time = 0; time < times; time++) {
            leases.add(shares.begin(request, "/api/me").orElseThrow());
        }
    }

    private void assertRefused(HttpServletRequest request) {
        FaultException refusal = assertThrows(FaultException.class, () -> shares.begin(request, "/api/me"));
        assertEquals(Fault.RATE_LIMIT, refusal.fault());
        assertTrue(refusal.retryAfterSeconds().isPresent());
    }

    @Test
    void aUserHasAShareThroughAllLoginsAndFromAllAddresses() {
        loggedIn(false, "login 1", "token 1");
        loggedIn(false, "login 2");
        begin(RequestShares.MOST_OF_USER - 1, request("login 1", "192.0.2.1", null));
        begin(1, request("token 1", "192.0.2.2", null));

        assertRefused(request("login 1", "192.0.2.3", null));
        begin(RequestShares.MOST_OF_USER, request("login 2", "192.0.2.1", null));
    }

    @Test
    void strangersHaveAShareByAddressAndOneTogetherAndLeaveTheRestToOthers() {
        loggedIn(false, "login 1");
        begin(RequestShares.MOST_OF_ADDRESS, request(null, "2001:db8::1", null));
        assertRefused(request(null, "2001:db8::2", null));
        begin(RequestShares.MOST_OF_ADDRESS, request("token that nobody has", "192.0.2.1", null));
        begin(1, request(null, "192.0.2.2", null));
        for (int stranger = 2 * RequestShares.MOST_OF_ADDRESS + 1; stranger < RequestShares.MOST_OF_STRANGERS; stranger++) {
            begin(1, request(null, "198.51.100." + stranger, null));
        }

        assertRefused(request(null, "203.0.113.1", null));
        begin(1, request("login 1", "203.0.113.1", null));
    }

    @Test
    void aLinkHasAShareFromAllAddresses() {
        for (int guest = 0; guest < RequestShares.MOST_OF_LINK; guest++) {
            begin(1, request(null, "192.0.2." + guest, "lss_one"));
        }

        assertRefused(request(null, "192.0.2.100", "lss_one"));
        begin(1, request(null, "192.0.2.100", "lss_another"));
    }

    @Test
    void roomIsKeptForAdminsAndHealthIsNeverRefused() {
        loggedIn(true, "login admin");
        for (int user = 0; user < 2; user++) {
            loggedIn(false, "login " + user);
            begin(RequestShares.MOST_OF_USER, request("login " + user, "192.0.2.1", null));
        }
        loggedIn(false, "login 3");
        begin(12, request("login 3", "192.0.2.1", null));
        assertRefused(request("login 3", "192.0.2.1", null));
        begin(12, request("login admin", "192.0.2.1", null));
        assertRefused(request("login admin", "192.0.2.1", null));

        for (String path : new String[] {"/health", "/health/live", "/resources/js/theme.js"}) {
            assertTrue(shares.begin(request(null, "192.0.2.9", null), path).isEmpty());
        }
        leases.forEach(Leases.Lease::close);
        assertEquals(0, shares.inWork());
    }

    @Test
    void whoseAccessChangedIsAStrangerUntilTheDatabaseIsAsked() {
        UUID admin = loggedIn(true, "login admin");
        callers.changed(new AccessChanged(admin));
        begin(RequestShares.MOST_OF_ADDRESS, request("login admin", "192.0.2.1", null));
        assertRefused(request("login admin", "192.0.2.1", null));
    }
}
