package dev.longshell.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.gateway.ApiClient.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;

/** The HTTP API as a program sees it, but for projects and sessions. */
public interface ApiTests {
    ApiClient client();

    @Test
    @RunAsClient
    default void logsInAndKnowsWhoAsks() {
        Answer login = client().login("admin", House.PASSWORD);

        assertEquals(200, login.status(), login.body());
        String cookie = login.header("Set-Cookie");
        assertTrue(cookie.startsWith("longshell="), cookie);
        assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && cookie.contains("Path=/"), cookie);
        assertEquals("{\"admin\":true,\"username\":\"admin\"}", client().admin("GET", "/api/me", null).body());
    }

    @Test
    @RunAsClient
    default void answersAStrangerWith401OnEveryPath() {
        for (String path : new String[] {"/api/me", "/api/projects", "/api/projects/home", "/api/sessions", "/api/sessions/session_1_x", "/api/admin/config", "/api/nothing"}) {
            Answer answer = client().send("GET", path, null);
            assertEquals(401, answer.status(), path);
            assertEquals("unauthenticated", answer.text("code"), path);
            assertTrue(answer.header("Content-Type").startsWith("application/problem+json"), path);
        }
        assertEquals(401, client().send("GET", "/api/me", null, "Authorization", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.").status());
        assertEquals(401, client().send("GET", "/api/me?token=" + client().token(), null).status());
    }

    @Test
    @RunAsClient
    default void sendsAScriptCompressedAndForEverWhenItsAddressBearsTheBuild() {
        String page = client().send("GET", "/login.xhtml", null).body();
        String address = page.substring(page.indexOf("/resources/js/theme.js"));
        String versioned = address.substring(0, address.indexOf('"'));

        Answer answer = client().send("GET", versioned, null, "Accept-Encoding", "gzip, br");

        assertEquals(200, answer.status());
        assertEquals("gzip", answer.header("Content-Encoding"));
        assertEquals("public, max-age=31536000, immutable", answer.header("Cache-Control"));
        Answer plain = client().send("GET", "/resources/js/theme.js", null);
        assertEquals("no-cache", plain.header("Cache-Control"));
        assertEquals(null, plain.header("Content-Encoding"));
        assertTrue(plain.body().contains("function") || plain.body().contains("=>"), plain.body());
        assertEquals(304, client().send("GET", "/resources/js/theme.js", null, "If-None-Match", plain.header("ETag")).status());
        assertEquals(404, client().send("GET", "/resources/js/nothing.js", null).status());
        assertEquals(404, client().send("GET", "/resources/../WEB-INF/web.xml", null).status());
        assertEquals(404, client().send("GET", "/resources/%2e%2e/WEB-INF/web.xml", null).status());
    }

    @Test
    @RunAsClient
    default void refusesTheSixthWrongPasswordOfAMinute() {
        for (int attempt = 1; attempt <= 5; attempt++) {
            assertEquals(401, client().login("somebody", "wrong").status(), "attempt " + attempt);
        }

        Answer sixth = client().login("somebody", "wrong");

        assertEquals(429, sixth.status());
        assertEquals("rate_limit", sixth.text("code"));
        assertTrue(Integer.parseInt(sixth.header("Retry-After")) <= 60);
        assertEquals(401, client().login("somebody-else", "wrong").status());
    }

    @Test
    @RunAsClient
    default void needsAnAllowedOriginForAChangeWithTheCookie() {
        String cookie = "longshell=" + client().token();
        String own = client().base().getScheme() + "://" + client().base().getAuthority();

        assertEquals(200, client().send("GET", "/api/me", null, "Cookie", cookie).status());
        assertEquals(403, client().send("POST", "/api/auth/refresh", null, "Cookie", cookie).status());
        assertEquals(403, client().send("POST", "/api/auth/refresh", null, "Cookie", cookie, "Origin", "https://evil.example").status());
        assertEquals(403, client().send("POST", "/api/auth/refresh", null, "Cookie", cookie, "Origin", own + ".evil.example").status());
        assertEquals(403, client().send("POST", "/api/auth/refresh", null, "Cookie", cookie, "Origin", "null").status());
        assertEquals(200, client().send("POST", "/api/auth/refresh", null, "Cookie", cookie, "Origin", own).status());
        assertEquals(200, client().admin("POST", "/api/auth/refresh", null).status());
    }

    @Test
    @RunAsClient
    default void refusesGarbageByNameAndWithoutAStackTrace() {
        for (String garbage : new String[] {"{", "[]", "\"x\"", "nonsense", "{\"username\":{}}", "", "[".repeat(10_000)}) {
            Answer answer = client().send("POST", "/api/auth/login", garbage);
            assertEquals(400, answer.status(), garbage.length() > 20 ? "deep" : garbage);
            assertEquals("invalid_parameter", answer.text("code"));
            assertFalse(answer.body().contains("dev.longshell") || answer.body().contains("Exception"), answer.body());
        }
        Answer deep = client().send("POST", "/api/auth/login", "{\"username\":\"a\",\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}");
        assertEquals(400, deep.status(), deep.body());
        assertEquals(404, client().admin("GET", "/api/nothing", null).status());
        assertEquals(405, client().admin("PUT", "/api/me", "{}").status());
    }

    @Test
    @RunAsClient
    default void masksSecretsInTheSettingsItShows() {
        Answer config = client().admin("GET", "/api/admin/config", null);

        assertEquals(200, config.status());
        assertTrue(config.body().contains("\"ANTHROPIC_API_KEY\"") && config.body().contains("SESSION_MAX_PER_PROJECT"), config.body());
        assertFalse(config.body().contains("canary-key") || config.body().contains(House.PASSWORD) || config.body().contains("postgres:postgres"), config.body());
    }

    @Test
    @RunAsClient
    default void tellsItsHealth() {
        for (String path : new String[] {"/health/started", "/health/live", "/health/ready"}) {
            Answer answer = client().send("GET", path, null);
            assertEquals(200, answer.status(), path + answer.body());
        }
    }

    @Test
    @RunAsClient
    default void showsItsBreakersToAnAdmin() {
        Answer breakers = client().admin("GET", "/api/breakers", null);

        assertEquals(200, breakers.status(), breakers.body());
        assertTrue(breakers.body().contains("\"postgresql\"") && breakers.body().contains("\"keeper\""), breakers.body());
        assertEquals(401, client().send("GET", "/api/breakers", null).status());
    }

    @Test
    @RunAsClient
    default void keepsAProjectFromItsMakingToItsEnd() throws IOException {
        Path directory = Files.createDirectories(House.projectRoot().resolve("café"));

        Answer made = client().admin("POST", "/api/projects", "{\"name\":\"Café Zürich\",\"path\":\"" + directory + "\"}");

        assertEquals(201, made.status(), made.body());
        assertEquals("cafe-zurich", made.text("slug"));
        assertEquals(409, client().admin("POST", "/api/projects", "{\"name\":\"x\",\"slug\":\"cafe-zurich\",\"path\":\"" + directory + "\"}").status());
        Answer changed = client().admin("PATCH", "/api/projects/cafe-zurich", "{\"name\":\"Bar\",\"environment\":{\"A\":\"b\"}}");
        assertEquals("Bar", changed.text("name"), changed.body());
        assertEquals(changed.body(), client().admin("GET", "/api/projects/cafe-zurich", null).body());
        assertEquals(204, client().admin("DELETE", "/api/projects/cafe-zurich", null).status());
        assertEquals(404, client().admin("GET", "/api/projects/cafe-zurich", null).status());
    }

    @Test
    @RunAsClient
    default void refusesAPathThatIsMissingOrOutsideOrALinkOut() throws IOException {
        Path link = House.projectRoot().resolve("link-out");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of("/usr"));

        assertRefused(422, "directory_missing", House.projectRoot().resolve("nowhere").toString());
        assertRefused(403, "directory_outside_roots", "/usr");
        assertRefused(403, "directory_outside_roots", "/does/not/exist");
        assertRefused(403, "directory_outside_roots", House.projectRoot() + "/../..");
        assertRefused(403, "directory_outside_roots", link + "/bin");
        assertRefused(400, "invalid_parameter", "relative");
    }

    private void assertRefused(int status, String code, String path) {
        Answer answer = client().admin("POST", "/api/projects", "{\"name\":\"refused\",\"path\":\"" + path + "\"}");
        assertEquals(status, answer.status(), path + " " + answer.body());
        assertEquals(code, answer.text("code"));
        assertNull(answer.header("Set-Cookie"));
        assertNotNull(answer.text("detail"));
    }
}
