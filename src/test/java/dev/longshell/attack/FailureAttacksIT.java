package dev.longshell.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.cli.RunningLongshell;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What somebody learns who makes the server fail, or finds it failing. */
class FailureAttacksIT {

    /** A right that the application's role has lost is what no code of the server foresees; it is given back at once. */
    @Test
    void a46AnUnforeseenFailureTellsItsAuthorNothingAndTheLogNoSecret() throws Exception {
        Person admin = Person.admin();
        String session = admin.open(admin.newProject());
        String cookie = "Cookie: longshell=" + admin.token();
        String own = "Origin: http://" + admin.server().getAuthority();
        String mark = "mark" + System.nanoTime();
        try (Connection database = SharedDatabase.open(); Statement statement = database.createStatement()) {
            statement.execute("revoke select on sessions, projects from longshell_application");
            try {
                for (String path : new String[] {"/api/projects?" + mark, "/index.xhtml?" + mark, "/api/sessions/" + session + "?" + mark}) {
                    assertTellsNothing(RawHttp.send(admin.server(), "GET", path, null, cookie, own));
                }
                assertTellsNothing(RawHttp.send(admin.server(), "GET", "/api/projects?" + mark, null, "Authorization: Bearer " + admin.token()));
                assertTellsNothing(RawHttp.send(admin.server(), "GET", "/ws/terminal/" + session, null, cookie, own, "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
            } finally {
                statement.execute("grant select on sessions, projects to longshell_application");
            }
        }
        String log = Files.readString(RunningLongshell.shared().log());
        assertTrue(log.contains("permission denied for table"), "the log says what the answer does not");
        assertFalse(log.contains(admin.token()) || log.contains("Bearer ") || log.contains("longshell="), "the log holds what lets somebody in");
        assertEquals(200, admin.call("GET", "/api/sessions/" + session, null).status());
    }

    private static void assertTellsNothing(RawHttp.Answer answer) {
        assertEquals(500, answer.status(), answer.toString());
        String all = String.join("\n", answer.head()) + answer.body();
        for (String telling : new String[] {"Exception", "permission denied", "postgres", "PSQL", "eclipse", "Payara", "GlassFish", "Grizzly", "dev.longshell", "\tat ", ".java:", "select "}) {
            assertFalse(all.toLowerCase().contains(telling.toLowerCase()), telling + " in " + all);
        }
    }
}
