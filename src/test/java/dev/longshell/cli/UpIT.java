package dev.longshell.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.fault.Fault;
import dev.longshell.link.NotifySocket;
import dev.longshell.wire.KeeperHome;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpIT {

    @Test
    void survivesKillsOfItsPartsAndSharesItsDatabaseAndLeavesNothingToOthersWhateverItsUmask() throws Exception {
        try (RunningLongshell longshell = RunningLongshell.startUnder("000")) {
            long postgres = longshell.postgres().orElseThrow().pid();
            assertEquals(2, longshell.output().size(), () -> String.join("\n", longshell.output()));
            assertTrue(longshell.output().get(0).endsWith("To change it: longshell run-as USER"), longshell.output().get(0));
            assertTrue(longshell.readyLine().contains(longshell.adminPassword()), "the first start tells the password");

            refusesASecondUpOnItsPort(longshell);

            longshell.killUp();
            long orphan = longshell.gateway().pid();
            longshell.restart();
            assertEquals(postgres, longshell.postgres().orElseThrow().pid(), "the running PostgreSQL is adopted");
            assertTrue(ProcessHandle.of(orphan).isEmpty(), "the gateway that was left behind is gone");
            assertFalse(longshell.readyLine().contains(longshell.adminPassword()), "later starts do not tell the password");

            assertEquals(List.of(), openToOthers(longshell.home()));
            try (RunningLongshell another = longshell.startAnother()) {
                countsFailedLoginsTogether(longshell, another);
                assertEquals(Fault.START_FAILED.exitCode(), longshell.killGateway());
                assertTrue(String.join("\n", longshell.output()).contains("The server ended by itself"), () -> String.join("\n", longshell.output()));
                assertEquals(postgres, another.postgres().orElseThrow().pid(), "the other gateway still uses the database");
            }
            assertTrue(longshell.postgres().isEmpty(), "the last one out stops the database");
        }
    }

    /** With their modes. Everything that a server, its database and its keeper have made. */
    private static List<String> openToOthers(Path home) throws Exception {
        Path programs = home.resolve("lib");
        Awaitility.await("the keeper").atMost(Duration.ofSeconds(30)).until(() -> Files.isDirectory(programs) && Files.exists(KeeperHome.of(home).socket()));
        Ran ran = Ran.of(List.of("find", home.toString(), "!", "-type", "l", "-perm", "/077", "-printf", "%m %y %p\\n"), "");
        return ran.output().lines().filter(line -> !line.contains("No such file")).toList();
    }

    /** Five wrong passwords are five, however many servers somebody tries them at. */
    private static void countsFailedLoginsTogether(RunningLongshell one, RunningLongshell another) throws Exception {
        for (RunningLongshell each : new RunningLongshell[] {one, another, one, another, one}) {
            assertEquals(401, logIn(each, "wrong"));
        }
        assertEquals(429, logIn(another, "wrong"));
        assertEquals(429, logIn(another, another.adminPassword()));
        assertEquals(429, logIn(one, "wrong"));
    }

    private static int logIn(RunningLongshell server, String password) throws Exception {
        HttpRequest login = HttpRequest.newBuilder(server.baseUrl().resolve("/api/auth/login")).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"username\":\"admin\",\"password\":\"" + password + "\"}")).build();
        return HttpClient.newHttpClient().send(login, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    /** systemd, which a unit of Type=notify lets wait, and whose journal takes what is printed. */
    @Test
    void tellsSystemdThatItIsReadyAndNotThePassword(@TempDir Path directory) {
        Assumptions.assumeTrue(NotifySocket.isLibraryThere(), "no libsystemd here");
        try (NotifySocket systemd = NotifySocket.bind(directory.resolve("notify"));
             RunningLongshell longshell = RunningLongshell.start(Map.of("NOTIFY_SOCKET", systemd.file().toString(), "JOURNAL_STREAM", "0:0"))) {
            assertEquals("READY=1", systemd.received());
            assertFalse(longshell.readyLine().contains(longshell.adminPassword()), longshell.readyLine());
        }
    }

    private static void refusesASecondUpOnItsPort(RunningLongshell longshell) {
        Ran second = Ran.of(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", RunningLongshell.jar().toString(), "up",
                "--home", longshell.home().toString(), "--port", Integer.toString(longshell.port())), "");

        assertEquals(Fault.PORT_IN_USE.exitCode(), second.exitCode(), second.output());
        assertTrue(second.output().contains("Another up of " + longshell.home()) && second.output().contains(Long.toString(longshell.gateway().pid())), second.output());
        assertEquals(1, second.output().lines().count(), second.output());
    }

    @Test
    void namesTheDatabaseThatRefusesWithoutItsPassword(@TempDir Path home) throws Exception {
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));

        Ran up = Ran.of(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-jar", RunningLongshell.jar().toString(), "up",
                "--home", home.toString(), "--bind", "127.0.0.1", "--port", Integer.toString(RunningLongshell.freePort()), "--set", "WS_TERMINAL_PORT=0", "--set", "WS_CLAUDE_PORT=0",
                "--set", "DATABASE_URL=postgresql://somebody:canary@127.0.0.1:" + RunningLongshell.freePort() + "/some"), "");

        assertEquals(Fault.DATABASE_UNAVAILABLE.exitCode(), up.exitCode(), up.output());
        assertTrue(up.output().contains("The database of DATABASE_URL, jdbc:postgresql://127.0.0.1:") && up.output().contains("refused"), up.output());
        assertFalse(up.output().contains("canary") || up.output().contains("\tat "), up.output());
    }
}
