package dev.longshell.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import dev.longshell.cli.RunningLongshell;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Request lines and headers that two readers could read differently, or that one cannot read at all. */
class HeaderAttacksIT {
    private static final Map<String, List<String>> MALFORMED = Map.of(
            "Accept", List.of("*/*;q=", "*/*;q=a", ";", "text/html;q", "text/html;=", "text/html;q=\"", "a", "/a",
                    "\u00ff"),
            "Accept-Language", List.of("en;q=", "en;q=a", "-", "*-*", "\u00ff", "en-" + "a".repeat(300)),
            "Content-Type", List.of("x", "/", "application/json;charset=nope", "a/b;c", "multipart/form-data",
                    "multipart/form-data; boundary="),
            "If-Modified-Since", List.of("x", "Thu, 99 Foo 9999 99:99:99 GMT", "-1"),
            "Range", List.of("x", "bytes=", "bytes=1-0", "bytes=99999999999999999999-"),
            "Cookie", List.of("=", "a", "longshell", "$Version=1; $Path=x", "longshell=\"x", "a=\u00ff",
                    "JSESSIONID=x"),
            "Authorization", List.of("Bearer", "Basic ====", "Digest a", "\u00ff", "Share", "Bearer lst_"),
            "Origin", List.of("\u00ff", "null null", "http://"));
    private static final String[] OF_EVERY_ANSWER = {"X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy",
            "Content-Security-Policy"};
    /** RFC 9110, sections 15.6.2 and 15.6.6: a method, or a version of the protocol. */
    private static final Set<Integer> NOT_SPOKEN_HERE = Set.of(501, 505);
    private static Person admin;
    private static URI server;
    private static String own;
    private static String cookie;

    @BeforeAll
    static void begin() {
        admin = Person.admin();
        server = admin.server();
        own = "http://" + server.getAuthority();
        cookie = "Cookie: longshell=" + admin.token();
    }

    @Test
    void aHeaderThatIsOneValueByItsDefinitionIsThereOnce() {
        String bearer = "Authorization: Bearer " + admin.token();
        String path = "/api/auth/refresh";
        assertEquals(200, RawHttp.send(server, "POST", path, null, cookie, "Origin: " + own).status(), "the control");
        for (String[] twice : new String[][] {
            {cookie, "Origin: " + own, "Origin: https://evil.example"},
            {cookie, "Origin: https://evil.example", "Origin: " + own},
            {cookie, "Origin: " + own, "Origin: " + own},
            {cookie, "Cookie: longshell=x", "Origin: " + own},
            {bearer, "Authorization: Bearer x"},
            {bearer, "Host: " + server.getAuthority(), "Host: evil.example"},
            {bearer, "Content-Length: 0", "Content-Length: 2"},
            {bearer, "X-Forwarded-Host: a.example", "X-Forwarded-Host: b.example"}}) {
            assertEquals(400, RawHttp.send(server, "POST", path, null, twice).status(), String.join(" | ", twice));
        }
        for (String list : new String[] {own + ", " + own, own + " " + own, own + ",https://evil.example"}) {
            assertEquals(403, RawHttp.send(server, "POST", path, null, cookie, "Origin: " + list).status(), list);
        }
        String marked = "/api/me/" + System.nanoTime();
        RawHttp.send(server, "POST", marked, null, cookie, "Origin: " + own, "Origin: " + own);
        assertEquals("invalid_parameter", Trail.refusalOf("POST " + marked).get("detail").getAsString());
    }

    @Test
    void noPathHasParametersNotEvenTheContainersOwn() {
        for (String path : new String[] {"/api/sessions;jsessionid=x", "/login.xhtml;jsessionid=x",
                "/login.xhtml;jsessionid=x?next=/", "/;jsessionid=x/ws/terminal/x",
            "/resources;jsessionid=x/css/console.css", "/%3bjsessionid=x", "/login.xhtml;JSESSIONID=x",
                    "/login.xhtml;a=b", "/api;jsessionid=a;jsessionid=b/me"}) {
            RawHttp.Answer answer = RawHttp.send(server, "GET", path, null, cookie);
            assertEquals(404, answer.status(), path);
            assertFalse(answer.toString().toLowerCase().contains("jsessionid"), answer.toString());
        }
        String marked = "/login.xhtml" + System.nanoTime();
        RawHttp.send(server, "GET", marked + ";jsessionid=x", null);
        assertEquals("not_found", Trail.await("request", null, "refused", "not_found").get("detail").getAsString());
    }

    /** Payara answered 200 without a body to the first ones, and none of these had a header of ours. */
    @Test
    void everyAnswerOfTheContainersOwnIsAsCarefulAsOurs() {
        List<String> careless = new ArrayList<>();
        for (String target : new String[] {"/%zz", "/api/%zz", "/%", "/%ff", "/%c0%af", "/a\u0001", "x", "/WEB-INF",
                "/WEB-INF/web.xml", "/META-INF", "/nope", "/" + "a".repeat(9_000)}) {
            check("GET " + target, RawHttp.send(server, "GET", target, null), careless);
        }
        for (String host : new String[] {"", "a b", "evil.example", server.getAuthority() + ", evil.example",
                "127.0.0.1:x", "\u00ff"}) {
            check("Host " + host, RawHttp.send(server, "GET", "/login.xhtml", null, "Host: " + host), careless);
        }
        for (String header : new String[] {"X: " + "a".repeat(9_000), "X : a", "X: \0", "Transfer-Encoding: gzip",
                "Content-Length: x", "Content-Length: -1"}) {
            check(header.substring(0, Math.min(30, header.length())), RawHttp.send(server, "GET", "/", null, header),
                    careless);
        }
        check("bad chunk", RawHttp.send(server, "POST", "/api/auth/login", "zz\r\n\r\n", "Transfer-Encoding: chunked"),
                careless);
        for (String method : new String[] {"TRACE", "TRACK", "CONNECT", "PUT", "DELETE", "PATCH", "PROPFIND"}) {
            check(method, RawHttp.send(server, method, "/nope", null), careless);
            check(method + " page", RawHttp.send(server, method, "/resources/x", null), careless);
        }
        assertEquals(List.of(), careless);
    }

    private static void check(String what, RawHttp.Answer answer, List<String> careless) {
        for (String name : OF_EVERY_ANSWER) {
            if (answer.headers(name).size() != 1) {
                careless.add(what + " " + answer.status() + ": " + name + " " + answer.headers(name));
            }
        }
        String all = answer.toString().toLowerCase();
        if (answer.status() < 300 || answer.status() >= 500 && !NOT_SPOKEN_HERE.contains(answer.status())
                || all.contains("payara")
                || all.contains("grizzly") || all.contains("exception")
                || answer.header("Server").isPresent() || answer.header("X-Powered-By").isPresent()) {
            careless.add(what + ": " + answer);
        }
    }

    @Test
    void noHeaderThatCannotBeReadMakesTheServerFail() {
        List<String> failures = new ArrayList<>();
        for (String path : new String[] {"/api/me", "/api/audit/csv", "/login.xhtml", "/index.xhtml",
                "/resources/css/console.css", "/health", "/metrics", "/openapi", "/nope",
            "/jakarta.faces.resource/faces.js.xhtml?ln=jakarta.faces", "/openid/callback?state=%zz&code=%",
                    "POST /api/auth/login", "POST /login.xhtml"}) {
            MALFORMED.forEach((name, values) -> values.forEach(value -> {
                int status = send(path, name + ": " + value).status();
                if (status >= 500) {
                    failures.add(path + " " + name + ": " + value + " " + status);
                }
            }));
        }
        assertEquals(List.of(), failures);
        for (String good : new String[] {"*/*",
                "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8",
                "text/html, image/gif, *; q=.2, */*; q=.2", "a/b;c=\"d,e\";q=1", ""}) {
            assertEquals(200, RawHttp.send(server, "GET", "/login.xhtml", null, "Accept: " + good).status(), good);
        }
    }

    private static RawHttp.Answer send(String path, String header) {
        boolean post = path.startsWith("POST ");
        String mine = header.startsWith("Cookie") || post ? "X-None: x" : cookie;
        return RawHttp.send(server, post ? "POST" : "GET", path.replace("POST ", ""), post ? "{}" : null, header, mine);
    }

    @Test
    void aFacesResourceWithoutANameIsNotThere() {
        for (String path : new String[] {"/jakarta.faces.resource/", "/jakarta.faces.resource/.xhtml",
                "/jakarta.faces.resource/.xhtml?ln=", "/jakarta.faces.resource/.xhtml?v=",
            "/jakarta.faces.resource/.xhtml?loc=", "/jakarta.faces.resource/x.xhtml?ln=%00",
                    "/jakarta.faces.resource/.js.xhtml?ln=..", "/jakarta.faces.resource/%20.xhtml",
            "/x/jakarta.faces.resource/.xhtml"}) {
            assertEquals(404, RawHttp.send(server, "GET", path, null, cookie).status(), path);
            assertEquals(404, RawHttp.send(server, "GET", path, null).status(), path + " of a stranger");
        }
        assertEquals(400, RawHttp.send(server, "GET", "/project.xhtml?slug=%00", null, cookie).status(),
                "a text that no database takes");
    }

    /** Whoever is not logged in says neither how much is logged, nor what a line of it looks like. */
    @Test
    void strangersLeaveNoStackInTheLog() throws IOException {
        Path log = RunningLongshell.shared().log();
        long before = Files.size(log);
        for (String target : new String[] {"/%zz", "/%", "/login.xhtml;jsessionid=%", "/jakarta.faces.resource/.xhtml",
                "/WEB-INF", "/api/%zz"}) {
            RawHttp.send(server, "GET", target, null);
        }
        RawHttp.send(server, "GET", "/", null, "Host: ");
        RawHttp.send(server, "GET", "/", null, "Host: " + server.getAuthority() + ", x");
        for (String accept : MALFORMED.get("Accept")) {
            RawHttp.send(server, "GET", "/login.xhtml", null, "Accept: " + accept);
            RawHttp.send(server, "GET", "/metrics", null, "Accept: " + accept);
        }
        for (int each = 0; each < 20; each++) {
            RawHttp.send(server, "POST", "/api/auth/login", "zz\r\n\r\n", "Transfer-Encoding: chunked");
        }
        String said = Files.readString(log).substring((int) before);
        long stacks = said.lines().filter(line -> line.contains("org.glassfish.grizzly.ProcessorExecutor.execute("))
                .count();
        assertTrue(stacks <= 1, stacks + " stacks: one for a cause and minute may be there, of broken chunks\n" + said);
    }

    @Test
    void nobodyKeepsWhatTheApiAnswers() {
        String description = RawHttp.send(server, "GET", "/openapi", null, "Accept: application/json").body();
        int calls = 0;
        for (String path : JsonParser.parseString(description).getAsJsonObject().getAsJsonObject("paths").keySet()) {
            for (String method : JsonParser.parseString(description).getAsJsonObject().getAsJsonObject("paths")
                    .getAsJsonObject(path).keySet()) {
                String target = path.replaceAll("\\{[^}]*}", "x");
                RawHttp.Answer answer = method.equals("get") ? admin.call("GET", target, null) : RawHttp.send(server,
                        method.toUpperCase(), target, null);
                assertEquals(List.of("no-store"), answer.headers("Cache-Control"), method + " " + target + " "
                        + answer.status());
                calls++;
            }
        }
        assertTrue(calls > 40, "so few cannot be all: " + calls);
        for (String path : new String[] {"/index.xhtml", "/account.xhtml", "/login.xhtml", "/openid/callback",
                "/openid/login", "/api/audit/csv", "/health", "/nope"}) {
            assertEquals(List.of("no-store"), RawHttp.send(server, "GET", path, null, cookie).headers("Cache-Control"),
                    path);
        }
        assertEquals(List.of("no-cache"), RawHttp.send(server, "GET", "/resources/js/theme.js", null)
                .headers("Cache-Control"), "everybody's files");
    }
}
