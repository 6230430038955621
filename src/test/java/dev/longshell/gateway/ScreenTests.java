package dev.longshell.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.longshell.gateway.ApiClient.Answer;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;

/** What a session shows, over the HTTP API. */
public interface ScreenTests {
    String PROGRAM = "i=0; while [ $i -lt 30 ]; do echo line $i; i=$((i+1)); done; printf '\\\\033]0;<b>title</b>\\\\007\\\\033[1;31mred <script>\\\\033[0m\\\\033[?2004h\\\\033[?1002h'; exec cat";
    String HTML = "text/html";

    ApiClient client();

    @Test
    @RunAsClient
    default void showsAScreenAsTextDataAndPicture() {
        String id = openColoured();

        Answer text = screen(id, "text/plain", "");
        JsonObject data = (JsonObject) screen(id, "application/json", "").json();
        Answer picture = screen(id, HTML, "");

        assertEquals("text/plain;charset=UTF-8", text.header("Content-Type").replace(" ", ""));
        assertEquals(10, text.body().lines().count(), text.body());
        assertTrue(text.body().startsWith("line 21\n"), text.body());
        assertTrue(text.body().endsWith("line 29\nred <script>\n"), text.body());
        assertEquals(40, data.get("cols").getAsInt());
        assertEquals(10, data.get("rows").getAsInt());
        assertEquals(9, data.getAsJsonObject("cursor").get("row").getAsInt());
        assertEquals(12, data.getAsJsonObject("cursor").get("col").getAsInt());
        assertTrue(data.getAsJsonObject("modes").get("bracketedPaste").getAsBoolean());
        assertEquals(1002, data.getAsJsonObject("modes").get("mouse").getAsInt());
        JsonObject run = data.getAsJsonArray("lines").get(9).getAsJsonObject().getAsJsonArray("runs").get(0).getAsJsonObject();
        assertEquals("red <script>", run.get("text").getAsString());
        assertEquals(1, run.get("foreground").getAsInt());
        assertEquals("[\"bold\"]", run.get("styles").toString());
        assertTrue(picture.body().contains("<span class=\"f1 bold\">red &lt;script&gt;</span>"), picture.body());
        assertTrue(picture.body().contains("<title>&lt;b&gt;title&lt;/b&gt;</title>"), picture.body());
        end(id);
    }

    @Test
    @RunAsClient
    default void givesAsMuchHistoryAsIsAskedForAndThereIs() {
        String id = openColoured();

        assertTrue(screen(id, "text/plain", "?history=2").body().startsWith("line 19\nline 20\nline 21\n"));
        assertTrue(screen(id, "text/plain", "?history=100000").body().startsWith("line 0\nline 1\n"));
        JsonObject newest = (JsonObject) screen(id, "application/json", "?history=2").json();
        assertEquals(2, newest.getAsJsonArray("history").size());
        JsonObject older = (JsonObject) screen(id, "application/json", "?history=2&before=" + newest.get("historyFrom").getAsLong()).json();
        assertEquals("line 18", older.getAsJsonArray("history").get(1).getAsJsonObject().get("text").getAsString());
        assertEquals(400, screen(id, "application/json", "?before=-1").status());
        for (String impossible : new String[] {"-1", "NaN", "1.5", "100001", "99999999999999999999", "%00"}) {
            Answer refused = screen(id, "text/plain", "?history=" + impossible);
            assertEquals(400, refused.status(), impossible);
            assertEquals("invalid_parameter", refused.text("code"));
        }
        end(id);
    }

    @Test
    @RunAsClient
    default void thePictureMayDoNothingInABrowser() {
        String id = openColoured();

        Answer picture = screen(id, HTML, "");

        assertEquals("nosniff", picture.header("X-Content-Type-Options"));
        assertEquals("no-store", picture.header("Cache-Control"));
        assertTrue(picture.header("Content-Security-Policy").contains("default-src 'none'"), picture.header("Content-Security-Policy"));
        assertTrue(picture.header("Content-Security-Policy").endsWith("sandbox"), picture.header("Content-Security-Policy"));
        assertFalse(picture.body().contains("<script"), picture.body());
        assertFalse(picture.body().contains("src="), picture.body());
        end(id);
    }

    @Test
    @RunAsClient
    default void answersInTheMediaTypeThatIsPreferred() {
        String id = openColoured();

        assertTrue(screen(id, "*/*", "").header("Content-Type").startsWith("text/plain"));
        assertTrue(screen(id, "text/html,application/xhtml+xml,*/*;q=0.8", "").header("Content-Type").startsWith(HTML));
        assertTrue(screen(id, "application/json, text/plain;q=0.5", "").header("Content-Type").startsWith("application/json"));
        assertEquals(406, screen(id, "image/png", "").status());
        end(id);
    }

    @Test
    @RunAsClient
    default void showsNothingOfAnUnknownSessionNorToNobody() {
        Answer unknown = screen("session_1_0", HTML, "");

        assertEquals(404, unknown.status());
        assertEquals("not_found", unknown.text("code"));
        assertEquals(401, client().send("GET", "/api/sessions/session_1_0/screen", null, "Accept", "text/plain").status());
    }

    @Test
    @RunAsClient
    default void keepsTheScreenOfAnEndedSessionUntilItIsForgotten() {
        Answer opened = client().admin("POST", "/api/projects/home/sessions", "{\"kind\":\"terminal\",\"command\":[\"/bin/sh\",\"-c\",\"echo last words\"]}");
        String id = opened.text("id");
        await().atMost(Duration.ofSeconds(10)).until(() -> client().admin("GET", "/api/sessions/" + id, null).text("state").equals("ended"));

        assertTrue(screen(id, "text/plain", "").body().startsWith("last words\n"));

        end(id);
        assertEquals(404, screen(id, "text/plain", "").status());
    }

    private String openColoured() {
        Answer opened = client().admin("POST", "/api/projects/home/sessions",
                "{\"kind\":\"terminal\",\"cols\":40,\"rows\":10,\"command\":[\"/bin/sh\",\"-c\",\"" + PROGRAM + "\"]}");
        assertEquals(201, opened.status(), opened.body());
        String id = opened.text("id");
        await().atMost(Duration.ofSeconds(10)).until(() -> screen(id, "text/plain", "").body().contains("red <script>"));
        return id;
    }

    private Answer screen(String id, String accept, String query) {
        return client().send("GET", "/api/sessions/" + id + "/screen" + query, null, "Accept", accept, "Authorization", "Bearer " + client().token());
    }

    private void end(String id) {
        client().admin("DELETE", "/api/sessions/" + id, null);
    }
}
