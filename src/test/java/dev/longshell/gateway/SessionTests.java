package dev.longshell.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.gateway.ApiClient.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;

/** Sessions over the HTTP API: real shells of a real keeper. */
public interface SessionTests {
    Duration SOON = Duration.ofSeconds(10);

    ApiClient client();

    @Test
    @RunAsClient
    default void opensTypesRenamesEndsAndForgetsAShell() throws IOException {
        Path written = House.projectRoot().resolve("written");
        String id = open("{\"kind\":\"terminal\",\"name\":\"mine\"}").text("id");

        assertTrue(id.matches("session_\\d{13}_[0-9a-f]{40}"), id);
        assertEquals(204, client().admin("POST", "/api/sessions/" + id + "/input", "{\"text\":\"echo $LONGSHELL_PROJECT:$ANTHROPIC_API_KEY: > written\",\"submit\":true}").status());
        await().atMost(SOON).until(() -> Files.exists(written) && Files.readString(written).equals("home::\n"));
        assertEquals("yours", client().admin("PATCH", "/api/sessions/" + id, "{\"name\":\"yours\"}").text("name"));
        assertEquals("detached", session(id).text("state"));
        assertEquals(204, client().admin("DELETE", "/api/sessions/" + id, null).status());
        await().atMost(SOON).until(() -> session(id).text("state").equals("ended"));
        assertEquals(204, client().admin("DELETE", "/api/sessions/" + id, null).status());
        assertEquals(404, session(id).status());
    }

    @Test
    @RunAsClient
    default void keepsTheStatusOfAChildThatEndsBeforeItsRowIsThere() {
        String id = open("{\"kind\":\"terminal\",\"command\":[\"/bin/sh\",\"-c\",\"exit 7\"]}").text("id");

        await().atMost(SOON).until(() -> session(id).text("state").equals("ended"));

        assertEquals("7", session(id).text("exitCode"));
        client().admin("DELETE", "/api/sessions/" + id, null);
    }

    @Test
    @RunAsClient
    default void clampsASizeThatATerminalCannotHave() {
        for (String[] size : new String[][] {{"0", "1"}, {"-1", "1"}, {"100000", "1000"}, {"2147483647", "1000"}, {"1e2", "100"}, {"null", "80"}}) {
            Answer answer = openSized(size[0]);
            assertEquals(201, answer.status(), size[0] + ": " + answer.body());
            assertEquals(size[1], answer.text("cols"), size[0]);
            assertEquals(204, client().admin("POST", "/api/sessions/" + answer.text("id") + "/resize", "{\"cols\":100000,\"rows\":0}").status());
            assertEquals(204, client().admin("DELETE", "/api/sessions/" + answer.text("id"), null).status());
        }
    }

    /** JSON-B by itself cuts 4294967376 down to 80: a terminal of 80 columns for whoever asked for four milliards. */
    @Test
    @RunAsClient
    default void refusesASizeThatIsNoWholeNumberOf32Bits() {
        String resize = "/api/sessions/" + openSized("80").text("id") + "/resize";
        for (String size : new String[] {"99999999999999999999", "4294967376", "2147483648", "80.5", "1e400", "NaN", "\"80\"", "true", "[]", "{}"}) {
            Answer opening = openSized(size);
            Answer resizing = client().admin("POST", resize, "{\"cols\":" + size + ",\"rows\":24}");
            assertEquals("400 invalid_parameter", opening.status() + " " + opening.text("code"), size);
            assertEquals("400 invalid_parameter", resizing.status() + " " + resizing.text("code"), size);
        }
        assertEquals(400, client().admin("POST", resize, "{}").status());
        assertEquals(400, client().admin("PATCH", "/api/projects/home", "{\"maxSessions\":4294967297}").status());
        assertEquals(204, client().admin("DELETE", resize.replace("/resize", ""), null).status());
    }

    private Answer openSized(String cols) {
        return client().admin("POST", "/api/projects/home/sessions", "{\"kind\":\"terminal\",\"command\":[\"/bin/cat\"],\"cols\":" + cols + ",\"rows\":24}");
    }

    @Test
    @RunAsClient
    default void refusesAShellOfAProjectThatDoesNotExist() {
        for (String[] shell : new String[][] {{"/no/such/shell", "422 command_not_found"}, {"/etc", "422 command_not_found"}, {"/etc/passwd", "422 command_not_found"}, {"bash", "400 invalid_parameter"}}) {
            Answer answer = client().admin("PATCH", "/api/projects/home", "{\"shell\":\"" + shell[0] + "\"}");
            assertEquals(shell[1], answer.status() + " " + answer.text("code"), shell[0]);
        }
    }

    @Test
    @RunAsClient
    default void refusesToOpenWhereTheDirectoryOrTheShellWentAwayMeanwhile() throws IOException {
        Path directory = Files.createDirectories(House.projectRoot().resolve("fading"));
        Path shell = Files.createSymbolicLink(House.projectRoot().resolve("fading-shell"), Path.of("/bin/sh"));
        assertEquals(201, client().admin("POST", "/api/projects", "{\"name\":\"Fading\",\"path\":\"" + directory + "\",\"shell\":\"" + shell + "\"}").status());

        Files.delete(shell);
        Answer noShell = client().admin("POST", "/api/projects/fading/sessions", "{\"kind\":\"terminal\"}");
        Files.delete(directory);
        Answer noDirectory = client().admin("POST", "/api/projects/fading/sessions", "{\"kind\":\"terminal\"}");
        Files.createSymbolicLink(directory, Path.of("/usr"));
        Answer outside = client().admin("POST", "/api/projects/fading/sessions", "{\"kind\":\"terminal\"}");

        assertEquals("422 command_not_found", noShell.status() + " " + noShell.text("code"));
        assertEquals("422 directory_missing", noDirectory.status() + " " + noDirectory.text("code"));
        assertEquals("403 directory_outside_roots", outside.status() + " " + outside.text("code"));
        assertEquals(204, client().admin("DELETE", "/api/projects/fading", null).status());
    }

    @Test
    @RunAsClient
    default void refusesACommandThatDoesNotExistAndLeavesNoRow() {
        Answer answer = client().admin("POST", "/api/projects/home/sessions", "{\"kind\":\"terminal\",\"command\":[\"/no/such/shell\"]}");

        assertEquals(422, answer.status(), answer.body());
        assertEquals("command_not_found", answer.text("code"));
        assertFalse(client().admin("GET", "/api/sessions", null).body().contains("/no/such/shell"));
        assertEquals(400, client().admin("POST", "/api/projects/home/sessions", "{\"kind\":\"other\"}").status());
        assertEquals(400, client().admin("POST", "/api/projects/home/sessions", "{\"kind\":\"claude\",\"command\":[\"env\"]}").status());
        assertEquals(404, client().admin("POST", "/api/projects/none/sessions", "{\"kind\":\"terminal\"}").status());
    }

    @Test
    @RunAsClient
    default void knowsNothingOfAnUnknownSession() {
        Map<String, String> bodies = Map.of("/input", "{\"text\":\"x\"}", "/resize", "{\"cols\":1,\"rows\":1}",
                "/signal", "{\"signal\":\"INT\"}");
        for (String path : new String[] {"", "/input", "/resize", "/signal"}) {
            Answer answer = client().admin(path.isEmpty() ? "DELETE" : "POST", "/api/sessions/session_1_0" + path,
                    bodies.get(path));
            assertEquals(404, answer.status(), path + answer.body());
            assertEquals("not_found", answer.text("code"));
        }
    }

    @Test
    @RunAsClient
    default void listsTheSessionsWhenTheLimitIsReached() throws IOException {
        Path directory = Files.createDirectories(House.projectRoot().resolve("small"));
        client().admin("POST", "/api/projects", "{\"name\":\"Small\",\"slug\":\"small\",\"maxSessions\":1,\"path\":\"" + directory + "\"}");
        Answer first = client().admin("POST", "/api/projects/small/sessions", "{\"kind\":\"terminal\",\"command\":[\"/bin/cat\"]}");
        assertEquals(201, first.status(), first.body());

        Answer second = client().admin("POST", "/api/projects/small/sessions", "{\"kind\":\"terminal\",\"command\":[\"/bin/cat\"]}");

        assertEquals(429, second.status(), second.body());
        assertEquals("session_limit", second.text("code"));
        assertTrue(second.body().contains(first.text("id")), second.body());
        assertEquals(409, client().admin("DELETE", "/api/projects/small", null).status());
        client().admin("DELETE", "/api/sessions/" + first.text("id"), null);
        await().atMost(SOON).until(() -> client().admin("DELETE", "/api/projects/small", null).status() == 204);
    }

    private Answer open(String body) {
        Answer answer = client().admin("POST", "/api/projects/home/sessions", body);
        assertEquals(201, answer.status(), answer.body());
        return answer;
    }

    private Answer session(String id) {
        return client().admin("GET", "/api/sessions/" + id, null);
    }
}
