package dev.longshell.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresTest {
    @TempDir
    Path folder;
    private Home home;
    private Workshop workshop;

    @BeforeEach
    void open() {
        home = Home.open(folder.resolve("home"));
        workshop = Workshop.of(home);
    }

    @Test
    void keepsDataBetweenRunsAndWritesItThrough() throws SQLException {
        try (Postgres first = Postgres.start(home, workshop)) {
            assertEquals("on", ask(first, "show fsync"));
            assertEquals("on", ask(first, "show synchronous_commit"));
            ask(first, "create table note (text text); insert into note values ('kept'); select 1");
        }

        try (Postgres second = Postgres.start(home, workshop)) {
            assertEquals("kept", ask(second, "select text from note"));
        }
    }

    @Test
    void letsNobodyInWithoutThePassword() throws Exception {
        try (Postgres postgres = Postgres.start(home, workshop)) {
            URI url = URI.create(postgres.url());
            String address = "jdbc:postgresql://127.0.0.1:" + url.getPort() + "/longshell";

            SQLException refusal = assertThrows(SQLException.class, () -> DriverManager.getConnection(address, Postgres.USER, "wrong").close());

            assertEquals("28P01", refusal.getSQLState());
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home.directory().resolve("postgres/password"))));
            String rules = Files.readString(home.directory().resolve("postgres/data/pg_hba.conf"));
            assertTrue(rules.lines().noneMatch(line -> !line.startsWith("#") && line.contains("trust")), rules);
            assertEquals("", ask(postgres, "show unix_socket_directories"));
        }
    }

    @Test
    void stopsItsServerWhenItWasTheLastToUseIt() throws Exception {
        Postgres postgres = Postgres.start(home, workshop);

        postgres.close();

        assertTrue(Files.notExists(home.directory().resolve("postgres/data/postmaster.pid")));
    }

    /** The story: after a container was killed and started, the pid in postmaster.pid was another process's; pg_ctl took that for the server, for good. */
    @Test
    void startsWhereThePidOfAServerThatIsGoneIsAnothersByNowAndLeavesThatOneAlone() throws Exception {
        Postgres.start(home, workshop).close();
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            Path file = home.directory().resolve("postgres/data/postmaster.pid");
            Files.writeString(file, stranger.pid() + "\n" + file.getParent() + "\n1700000000\n5432\n\n127.0.0.1\n  5432001         0\nready   \n");

            try (Postgres postgres = Postgres.start(home, workshop)) {
                assertEquals("1", ask(postgres, "select 1"));
                assertFalse(postgres.startAgainIfEnded());
            }

            assertTrue(stranger.isAlive(), "neither taken for the server nor stopped with it");
        } finally {
            stranger.destroy();
        }
    }

    @Test
    void saysWhichDataItCannotOpen() throws Exception {
        Postgres.start(home, workshop).close();
        Files.delete(home.directory().resolve("postgres/data/global/pg_control"));

        FaultException refusal = assertThrows(FaultException.class, () -> Postgres.start(home, workshop));

        assertEquals(Fault.DATABASE_UNAVAILABLE, refusal.fault());
        assertTrue(refusal.getMessage().contains("pg_control") && refusal.getMessage().contains(home.directory().toString()), refusal.getMessage());
    }

    @Test
    void refusesTheDataOfAnotherMajorVersion() throws Exception {
        Path data = Files.createDirectories(home.folder("postgres").resolve("data"));
        Files.writeString(data.resolve("PG_VERSION"), "14\n");

        FaultException refusal = assertThrows(FaultException.class, () -> Postgres.start(home, workshop));

        assertEquals(Fault.DATABASE_UNAVAILABLE, refusal.fault());
        assertTrue(refusal.getMessage().contains("PostgreSQL 14"), refusal.getMessage());
    }

    @Test
    void carriesTheVersionThatThePomPins() {
        PostgresPrograms programs = PostgresPrograms.unpackedIn(workshop);

        Ran ran = Ran.of(programs.command("postgres", java.util.List.of("--version")), "");

        assertTrue(ran.output().startsWith("postgres (PostgreSQL) " + PostgresPrograms.MAJOR_VERSION + "."), ran.output());
        assertTrue((ran.output().strip() + ".0").endsWith(" " + PostgresPrograms.VERSION), ran.output());
    }

    private static String ask(Postgres postgres, String sql) throws SQLException {
        URI url = URI.create(postgres.url());
        String[] login = url.getUserInfo().split(":", 2);
        try (Connection connection = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + url.getPort() + url.getPath(), login[0], login[1]);
                Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (!rows && (statement.getMoreResults() || statement.getUpdateCount() != -1)) {
                rows = statement.getResultSet() != null;
            }
            try (ResultSet result = statement.getResultSet()) {
                result.next();
                return result.getString(1);
            }
        }
    }
}
