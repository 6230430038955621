package dev.longshell.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.gateway.SocketPeer;
import dev.longshell.wire.Frame;
import dev.longshell.wire.Tag;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a login that is good tries beyond its rights. */
class AuthorisationAttacksIT {
    private static Person admin;
    private static String project;

    @BeforeAll
    static void begin() {
        admin = Person.admin();
        project = admin.newProject();
    }

    @Test
    void a17ShowsAStrangerTheVeryBytesOfAnUnknownId() {
        String session = admin.open(project);
        Person stranger = admin.newcomer();
        Map<String, String> calls = Map.of("GET /api/sessions/{}", "", "GET /api/sessions/{}/screen", "", "DELETE /api/sessions/{}", "",
                "PATCH /api/sessions/{}", "{\"name\":\"mine\"}", "POST /api/sessions/{}/input", "{\"text\":\"x\"}", "POST /api/sessions/{}/resize", "{\"cols\":9,\"rows\":9}",
                "POST /api/sessions/{}/signal", "{\"signal\":\"KILL\"}", "GET /ws/terminal/{}", "", "GET /ws/claude/{}", "");
        calls.forEach((call, body) -> assertSameAsUnknown(stranger, call, body, session, "session_1_unknown"));
        Map<String, String> ofProjects = Map.of("GET /api/projects/{}", "", "PATCH /api/projects/{}", "{\"name\":\"mine\"}", "DELETE /api/projects/{}", "",
                "POST /api/projects/{}/sessions", "{\"kind\":\"terminal\"}", "GET /api/projects/{}/members", "", "GET /project.xhtml?slug={}", "",
                "PUT /api/projects/{}/members/" + stranger.username(), "{\"role\":\"manager\"}", "DELETE /api/projects/{}/members/" + stranger.username(), "");
        ofProjects.forEach((call, body) -> assertSameAsUnknown(stranger, call, body, project, "no-such-project"));
        Trail.await("request", "DELETE /api/sessions/" + session, "refused", "not_found", stranger.username());
        Trail.await("request", "GET /ws/terminal/" + session, "refused", "not_found");
        assertEquals("[]", stranger.call("GET", "/api/sessions", null).body());
        assertEquals("[]", stranger.call("GET", "/api/projects", null).body());
    }

    private static void assertSameAsUnknown(Person stranger, String call, String body, String real, String unknown) {
        String method = call.substring(0, call.indexOf(' '));
        String path = call.substring(call.indexOf(' ') + 1);
        RawHttp.Answer foreign = stranger.call(method, path.replace("{}", real), body.isEmpty() ? null : body);
        RawHttp.Answer none = stranger.call(method, path.replace("{}", unknown), body.isEmpty() ? null : body);
        assertEquals(404, foreign.status(), call + foreign);
        assertEquals(withoutNonces(none.body()), withoutNonces(foreign.body()), call);
        assertEquals(without("date", none), without("date", foreign), call);
    }

    /** A page's nonce is new each time. */
    private static String withoutNonces(String text) {
        return text.replaceAll("nonce(=\"|-)[A-Za-z0-9_-]{24}", "nonce");
    }

    private static String without(String header, RawHttp.Answer answer) {
        return withoutNonces(String.join("\n", answer.head())).replaceAll("(?im)^" + header + ":.*$", "");
    }

    @Test
    void a19LetsNothingOfAnObserverReachTheTerminal() throws IOException {
        String session = admin.open(project, "/bin/sh", "-c", "stty -echo; while read line; do echo got-$line; stty size; done");
        Person viewer = admin.newMember(project, "viewer");
        try (SocketPeer watching = viewer.attach(session); SocketPeer typing = admin.attach(session)) {
            assertTrue(watching.hello().contains("\"observer\""));
            assertTrue(typing.hello().contains("\"driver\""));
            watching.type("canary\n", 0);
            watching.send(Frame.bytes(ByteBuffer.allocate(5).put(Tag.RESIZE).putShort((short) 33).putShort((short) 11).flip()));
            watching.send(Tag.VIEW, (byte) 1);
            watching.send(Frame.bytes(Frame.number(Tag.PING, 5)));
            assertEquals(5, watching.awaitTag(Tag.PONG).getLong(1)); // all before it has been judged
            typing.type("honest\n", 0);
            typing.awaitOutput("24 80\r\n");
            assertTrue(typing.output().contains("got-honest"), typing.output());
            assertFalse(typing.output().contains("canary"), typing.output());
        }
        for (String change : new String[] {"DELETE /api/sessions/{}", "POST /api/sessions/{}/signal {\"signal\":\"KILL\"}", "POST /api/sessions/{}/input {\"text\":\"x\"}",
            "POST /api/sessions/{}/resize {\"cols\":9,\"rows\":9}", "PATCH /api/sessions/{} {\"name\":\"x\"}"}) {
            String[] words = change.replace("{}", session).split(" ");
            assertEquals(403, viewer.call(words[0], words[1], words.length < 3 ? null : words[2]).status(), change);
        }
        Trail.await("request", "POST /api/sessions/" + session + "/signal", "refused", "forbidden", viewer.username());
        assertEquals(200, viewer.call("GET", "/api/sessions/" + session + "/screen", null).status());
        assertEquals(403, viewer.call("POST", "/api/projects/" + project + "/sessions", "{\"kind\":\"terminal\"}").status());
    }

    @Test
    void a20KeepsWhatIsAnAdminsOrAManagersFromEverybodyElse() {
        Person operator = admin.newMember(project, "operator");
        String self = operator.username();
        for (String change : new String[] {"GET /api/users", "POST /api/users {\"username\":\"x\",\"password\":\"12345678\",\"admin\":true}", "PATCH /api/users/" + self + " {\"admin\":true}",
            "POST /api/users/admin/password {\"password\":\"12345678\"}", "GET /api/admin/config", "POST /api/projects {\"name\":\"x\",\"path\":\"/\"}",
            "PATCH /api/projects/" + project + " {\"name\":\"x\"}", "DELETE /api/projects/" + project, "PUT /api/projects/" + project + "/members/" + self + " {\"role\":\"manager\"}"}) {
            String[] words = change.split(" ");
            assertEquals(403, operator.call(words[0], words[1], words.length < 3 ? null : words[2]).status(), change);
        }
        Trail.await("request", "POST /api/users/admin/password", "refused", "forbidden", self);
        assertFalse(operator.call("GET", "/api/me", null).body().contains("\"admin\":true"));
    }

    @Test
    void aManagerEditsTheProjectAndItsMembersAndNothingElse() {
        Person manager = admin.newMember(project, "manager");
        Person other = admin.newcomer();
        assertEquals(200, manager.call("PATCH", "/api/projects/" + project, "{\"name\":\"Renamed\"}").status());
        assertEquals(200, manager.call("PUT", "/api/projects/" + project + "/members/" + other.username(), "{\"role\":\"viewer\"}").status());
        assertEquals(200, other.call("GET", "/api/projects/" + project, null).status());
        assertEquals(204, manager.call("DELETE", "/api/projects/" + project + "/members/" + other.username(), null).status());
        assertEquals(404, other.call("GET", "/api/projects/" + project, null).status());
        assertEquals(403, manager.call("DELETE", "/api/projects/" + project, null).status());
        assertEquals(400, manager.call("PUT", "/api/projects/" + project + "/members/" + other.username(), "{\"role\":\"god\"}").status());
        assertEquals(404, manager.call("PUT", "/api/projects/" + project + "/members/nobody-" + System.nanoTime(), "{\"role\":\"viewer\"}").status());
    }

    @Test
    void theEnvironmentOfAProjectIsNotForItsViewers() {
        String canary = "canary" + System.nanoTime();
        admin.insist(200, "PATCH", "/api/projects/" + project, "{\"environment\":{\"API_KEY\":\"" + canary + "\"}}");
        assertFalse(admin.newMember(project, "viewer").call("GET", "/api/projects/" + project, null).body().contains(canary));
        assertTrue(admin.newMember(project, "operator").call("GET", "/api/projects/" + project, null).body().contains(canary));
    }

    @Test
    void theLastAdminCanNeitherBeDisabledNorLoseTheFlag() {
        assertEquals(409, admin.call("PATCH", "/api/users/admin", "{\"disabled\":true}").status());
        assertEquals(409, admin.call("PATCH", "/api/users/admin", "{\"admin\":false}").status());
        assertEquals("admin", Person.json(admin.call("GET", "/api/me", null)).get("username").getAsString());
    }
}
