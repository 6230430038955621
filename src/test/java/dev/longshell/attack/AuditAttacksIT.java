package dev.longshell.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.cli.RunningLongshell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What somebody tries who has got as far as the database and would rather not have been seen. */
class AuditAttacksIT {
    private static final String DENIED = "42501";
    private static final int BROKEN = 65;

    @Test
    void a48TheApplicationsRoleCanOnlyAppend() throws Exception {
        Person.admin();
        for (String change : new String[] {"update audit set who = 'somebody else'", "delete from audit", "truncate audit", "alter table audit disable trigger all", "drop table audit"}) {
            try (Connection database = SharedDatabase.open(); Statement statement = database.createStatement()) {
                statement.execute("set role longshell_application");
                SQLException denied = assertThrows(SQLException.class, () -> statement.execute(change), change);
                assertEquals(DENIED, denied.getSQLState(), change);
            }
        }
        try (Connection database = SharedDatabase.open(); Statement statement = database.createStatement()) {
            assertEquals(DENIED, assertThrows(SQLException.class, () -> statement.execute("update audit set who = 'x'")).getSQLState(), "the owner, by a trigger");
        }
    }

    @Test
    void a48ARowThatASuperuserChangesOrTakesAwayIsNamed() throws Exception {
        Person.admin().newcomer();
        try (Connection database = SharedDatabase.open(); Statement statement = database.createStatement()) {
            assertEquals("0", verify().split("\n")[0]);
            statement.execute("set session_replication_role = replica"); // turns triggers off: a superuser's right
            statement.execute("create temporary table kept as select * from audit where number = 2");
            try {
                statement.execute("update audit set outcome = 'done', who = 'somebody else' where number = 2");
                assertNames("row 2 was changed");
                statement.execute("delete from audit where number = 2");
                assertNames("row 3 follows row 1");
            } finally {
                statement.execute("delete from audit where number = 2");
                statement.execute("insert into audit select * from kept");
            }
            assertEquals("0", verify().split("\n")[0]);
        }
    }

    private static void assertNames(String link) throws IOException, InterruptedException {
        String said = verify();
        assertTrue(said.startsWith(BROKEN + "\n") && said.contains(link), said);
    }

    /** Exit code and words of {@code longshell audit verify}. */
    private static String verify() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-jar", System.getProperty("longshell.jar"),
                "audit", "verify", "--home", RunningLongshell.shared().home().toString()).redirectErrorStream(true).start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + "\n" + words;
    }
}
