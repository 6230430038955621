package dev.longshell.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.longshell.cli.RunningLongshell;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Names that look like others, or like nothing, and secrets in the place of names. */
class NameAttacksIT {
    private static final String[] HOSTILE = {"\\u202e", "\\u2066", "\\u200b", "\\u00ad", "\\u0000", "\\u001b[2J",
            "\\u2028", "\\ue000", "\\ud800", "\\u3164", "\\u200d"};
    private static final String[] BLANK = {"\\u00a0", "\\u3000", "\\u2800", "\\u3164", "\\u115f"};
    private static Person admin;
    private static String project;
    private static String session;

    @BeforeAll
    static void begin() {
        admin = Person.admin();
        project = admin.newProject();
        session = admin.open(project, "/bin/sh", "-c",
                "printf '\\033]2;invoice\\342\\200\\256fdp\\342\\200\\213.exe\\007ready'; cat");
    }

    @Test
    void noNameHasCharactersThatAreNotSeen() {
        for (String hostile : HOSTILE) {
            String name = "{\"name\":\"adm" + hostile + "in\"";
            assertEquals(400, admin.call("POST", "/api/me/tokens", name + ",\"expiresInDays\":1}").status(), "token "
                    + hostile);
            assertEquals(400, admin.call("POST", "/api/projects", name + ",\"path\":\""
                    + System.getProperty("user.home") + "\"}").status(), "project " + hostile);
            assertEquals(400, admin.call("PATCH", "/api/projects/" + project, name + "}").status(),
                    "project's new name " + hostile);
            assertEquals(400, admin.call("PATCH", "/api/sessions/" + session, name + "}").status(), "session "
                    + hostile);
            assertEquals(400, admin.call("POST", "/api/projects/" + project + "/sessions", name
                    + ",\"kind\":\"terminal\"}").status(), "opening " + hostile);
            assertEquals(400, admin.call("POST", "/api/sessions/" + session + "/shares", name + "}").status(), "link "
                    + hostile);
            assertEquals(400, admin.call("POST", "/api/users", "{\"username\":\"adm" + hostile
                    + "in\",\"password\":\"a good long password\"}").status(), "user " + hostile);
        }
        for (String blank : BLANK) {
            assertEquals(400, admin.call("POST", "/api/me/tokens", "{\"name\":\"" + blank + "\",\"expiresInDays\":1}")
                    .status(), "token " + blank);
            assertEquals(400, admin.call("PATCH", "/api/projects/" + project, "{\"name\":\"" + blank + "\"}").status(),
                    "project " + blank);
        }
        String composed = Person.json(admin.insist(200, "PATCH", "/api/sessions/" + session,
                "{\"name\":\" Zoe\\u0308 \\u00a0\"}")).get("name").getAsString();
        assertEquals("Zo\u00eb", composed);
    }

    @Test
    void aProgramsTitleDoesNotTurnALineRound() {
        JsonObject view = org.awaitility.Awaitility.await("the title").until(() -> Person.json(admin.insist(200, "GET",
                "/api/sessions/" + session, null)),
                each -> each.has("title") && !each.get("title").isJsonNull());
        assertEquals("invoicefdp\ufffd.exe", view.get("title").getAsString(),
                "the keeper drops the one, the server shows the other");
    }

    @Test
    void noSecretIsWrittenDownWhereverItStrayed() throws IOException {
        String mark = "Zz9-_" + System.nanoTime() + "AbCdEfGhIjKlMnOpQrStUvWx";
        String secret = "lss_" + mark;
        String[] told = {"lst_" + mark, secret, "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ" + mark + ".c2lnbmF0dXJl"};
        for (String each : told) {
            RawHttp.send(admin.server(), "POST", "/api/auth/login", "{\"username\":\"" + each
                    + "\",\"password\":\"wrong\"}", "User-Agent: curl " + each);
            RawHttp.send(admin.server(), "GET", "/api/sessions/" + each + "?t=" + each, null);
            RawHttp.send(admin.server(), "GET", "//" + each, null);
            RawHttp.Answer unknown = admin.call("PATCH", "/api/users/" + each, "{\"disabled\":true}");
            assertEquals(404, unknown.status());
            assertFalse(unknown.body().contains(mark), unknown.body());
        }
        Trail.await("request", "GET //(secret)", "refused", "not_found");
        JsonArray logins = Trail.awaitOf("(secret)");
        assertTrue(logins.size() >= told.length, logins.toString());
        String audit = admin.insist(200, "GET", "/api/audit?limit=1000", null).body();
        assertFalse(audit.contains(mark), "a secret in the audit");
        assertFalse(Files.readString(RunningLongshell.shared().log()).contains(mark), "a secret in the log");
    }
}
