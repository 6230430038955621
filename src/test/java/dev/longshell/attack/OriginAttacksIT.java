package dev.longshell.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.longshell.cli.RunningLongshell;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a foreign page, a name server or a forwarded header makes of a request that carries a good cookie, or none. */
class OriginAttacksIT {
    private static final String[] HANDSHAKE = {"Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="};
    private static Person admin;
    private static URI server;
    private static String own;
    private static String cookie;
    private static String session;

    @BeforeAll
    static void begin() {
        admin = Person.admin();
        server = admin.server();
        own = "http://" + server.getAuthority();
        cookie = "Cookie: longshell=" + admin.token();
        session = admin.open(admin.newProject());
    }

    @Test
    void a1RefusesASocketToAForeignPageThatHasTheCookie() {
        assertEquals(101, handshake("/ws/terminal/" + session, cookie, "Origin: " + own).status(), "the page's own handshake");
        String path = "/ws/terminal/" + session + "/" + System.nanoTime();
        assertEquals(403, handshake("/ws/terminal/" + session, cookie, "Origin: https://evil.example").status());
        assertEquals(403, handshake(path, cookie, "Origin: https://evil.example").status());
        assertEquals("127.0.0.1", Trail.refusalOf("GET " + path).get("address").getAsString());
    }

    @Test
    void a2TakesNoOriginThatOnlyLooksLikeItsOwn() {
        for (String foreign : new String[] {own + ".evil.com", "http://evil" + server.getAuthority(), own.replace("http:", "https:"), "http://127.0.0.1:" + (server.getPort() + 1),
            "http://127.0.0.1", "http://127.0.0.1.:" + server.getPort(), own + "/", own.toUpperCase(), "null", own + ", " + own, "http://user@" + server.getAuthority(), ""}) {
            assertEquals(403, handshake("/ws/terminal/" + session, cookie, "Origin: " + foreign).status(), foreign);
            assertEquals(403, send("POST", "/api/auth/refresh", cookie, "Origin: " + foreign).status(), foreign);
        }
        assertEquals(200, send("POST", "/api/auth/refresh", cookie, "Origin: " + own).status());
        String path = "/api/me/" + System.nanoTime();
        assertEquals(403, send("POST", path, cookie, "Origin: " + own + ".evil.com").status());
        assertEquals("forbidden", Trail.refusalOf("POST " + path).get("detail").getAsString());
    }

    @Test
    void a3NeedsAnOriginBesideACookieAndNoneBesideABearerToken() {
        String bearer = "Authorization: Bearer " + admin.token();
        assertEquals(403, handshake("/ws/terminal/" + session, cookie).status());
        assertEquals(101, handshake("/ws/terminal/" + session, bearer).status());
        assertEquals(403, handshake("/ws/terminal/" + session, bearer, "Origin: https://evil.example").status());
        assertEquals(403, send("POST", "/api/auth/refresh", cookie).status());
        String path = "/ws/terminal/" + System.nanoTime();
        assertEquals(403, handshake(path, cookie).status());
        assertEquals("forbidden", Trail.refusalOf("GET " + path).get("detail").getAsString());
    }

    @Test
    void a4RefusesAHostThatIsNotItsOwnThoughTheOriginIsTheSame() {
        String path = "/api/me/" + System.nanoTime();
        for (String host : new String[] {"rebound.example", "rebound.example:" + server.getPort(), "127.0.0.1.rebound.example", "localhost.rebound.example", "[::1].rebound.example"}) {
            assertEquals(421, send("GET", "/api/me", "Host: " + host, "Origin: http://" + host, cookie).status(), host);
            assertEquals(421, handshake("/ws/terminal/" + session, "Host: " + host, "Origin: http://" + host, cookie).status(), host);
        }
        assertEquals(421, send("GET", path, "Host: rebound.example", cookie).status());
        assertEquals("forbidden", Trail.refusalOf("GET " + path).get("detail").getAsString());
        assertEquals(200, send("GET", "/api/me", "Host: localhost:1", cookie).status());
    }

    @Test
    void a5BelievesForwardedHeadersOfATrustedProxyOnly() throws IOException {
        String untrusted = "/ws/terminal/untrusted" + System.nanoTime();
        String[] lies = {"X-Forwarded-For: 203.0.113.5", "X-Forwarded-Proto: https", "X-Forwarded-Host: console.example", "Forwarded: for=203.0.113.5;host=console.example;proto=https"};
        assertEquals(403, handshake(untrusted, with(lies, cookie, "Origin: https://console.example")).status());
        assertEquals("127.0.0.1", Trail.refusalOf("GET " + untrusted).get("address").getAsString());

        InetAddress proxy = InetAddress.getByName(RunningLongshell.TRUSTED_PROXY);
        String trusted = "/ws/terminal/trusted" + System.nanoTime();
        String[] truth = {"X-Forwarded-For: 198.51.100.1, 203.0.113.5", "X-Forwarded-Proto: https", "X-Forwarded-Host: 192.0.2.80"};
        assertEquals(404, RawHttp.sendFrom(proxy, server, "GET", trusted, null, with(HANDSHAKE, with(truth, cookie, "Origin: https://192.0.2.80"))).status());
        assertEquals("203.0.113.5", Trail.refusalOf("GET " + trusted).get("address").getAsString(), "the last that is no proxy of ours; what stands left of it anybody can write");
    }

    @Test
    void a6LetsNobodyInForComingFromThisVeryMachine() {
        for (String path : new String[] {"/api/me", "/api/sessions", "/api/audit", "/ws/terminal/" + session, "/ws/claude/" + session}) {
            assertEquals(401, handshake(path, "X-Forwarded-For: 127.0.0.1", "Origin: " + own).status(), path);
        }
        String path = "/api/sessions/" + System.nanoTime();
        assertEquals(401, send("GET", path).status());
        assertEquals("unauthenticated", Trail.refusalOf("GET " + path).get("detail").getAsString());
    }

    @Test
    void a41AllowsNoOtherSiteAnythingAndChangesNothingByGet() {
        RawHttp.Answer preflight = send("OPTIONS", "/api/me", "Origin: https://evil.example", "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: authorization");
        assertFalse(String.join("\n", preflight.head()).toLowerCase().contains("access-control-"), preflight.toString());
        RawHttp.Answer read = send("GET", "/api/me", "Origin: https://evil.example", cookie);
        assertFalse(String.join("\n", read.head()).toLowerCase().contains("access-control-"), "a foreign page reads nothing: " + read);
        for (String form : new String[] {"application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"}) {
            for (String call : new String[] {"DELETE /api/sessions/" + session, "POST /api/sessions/" + session + "/signal", "POST /api/projects/home/sessions", "PATCH /api/projects/home",
                "POST /index.xhtml", "POST /login.xhtml"}) {
                String[] words = call.split(" ");
                assertEquals(403, RawHttp.send(server, words[0], words[1], words[0].equals("DELETE") ? null : "{\"signal\":\"KILL\",\"kind\":\"terminal\"}", cookie, "Origin: https://evil.example", "Content-Type: " + form).status(),
                        call + " as " + form);
            }
        }
        Trail.await("request", "DELETE /api/sessions/" + session, "refused", "forbidden");
        for (String change : new String[] {"/api/auth/logout", "/api/auth/refresh", "/api/sessions/" + session + "/signal", "/api/sessions/" + session + "/input", "/api/me/password"}) {
            assertEquals(405, send("GET", change, cookie).status(), change);
        }
        RawHttp.Answer target = admin.insist(200, "GET", "/api/sessions/" + session, null);
        assertFalse(target.body().contains("\"ended\""), "the session that all were aimed at: " + target);
    }

    private static RawHttp.Answer send(String method, String path, String... headers) {
        return RawHttp.send(server, method, path, null, headers);
    }

    private static RawHttp.Answer handshake(String path, String... headers) {
        return send("GET", path, with(HANDSHAKE, headers));
    }

    private static String[] with(String[] some, String... others) {
        List<String> all = new ArrayList<>(List.of(some));
        all.addAll(List.of(others));
        return all.toArray(String[]::new);
    }
}
