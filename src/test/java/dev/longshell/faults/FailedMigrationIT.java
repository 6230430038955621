package dev.longshell.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.cli.RunningLongshell;
import dev.longshell.journey.Api;
import dev.longshell.journey.PatientViewer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fault 22: a later WAR brings a migration that the database refuses, for somebody has made a table of that name by hand. */
@Tag("faults")
class FailedMigrationIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void isNeverReadyServesNothingSaysWhyAndTouchesNoSession() throws Exception {
        Path war = later();
        try (RunningLongshell longshell = RunningLongshell.start()) {
            Api api = new Api(longshell.baseUrl()).login(longshell.adminUsername(), longshell.adminPassword());
            String session = api.openShell("home");
            long shell = api.session(session).get("pid").getAsLong();
            try (PatientViewer viewer = new PatientViewer(api, session, "unaware"); Connection database = database(longshell); Statement statement = database.createStatement()) {
                statement.execute("create table thing (id bigint)");
                int port = freePort();
                AtomicBoolean over = new AtomicBoolean();
                CompletableFuture<Set<String>> answers = CompletableFuture.supplyAsync(() -> answersUntil(over, port));

                AssertionError refused = assertThrows(AssertionError.class, () -> longshell.startAnother(Map.of("PORT", Integer.toString(port)), "--war", war.toString()).close());

                over.set(true);
                Set<String> answered = answers.get(SOON.toSeconds(), TimeUnit.SECONDS);
                System.out.println("FailedMigrationIT: answered " + answered + ", said " + refused.getMessage());
                assertTrue(refused.getMessage().contains("\"thing\" already exists") && refused.getMessage().contains("DATABASE_URL"), refused::getMessage);
                assertTrue(answered.stream().allMatch(answer -> answer.matches("[45].*")), answered::toString);
                viewer.type("echo st''ill-here\r");
                await().atMost(SOON).until(() -> viewer.output().contains("still-here\r\n"));
                assertEquals(1, viewer.connections());

                statement.execute("drop table thing");
                try (RunningLongshell mended = longshell.startAnother(Map.of(), "--war", war.toString())) {
                    Api there = new Api(mended.baseUrl()).login(mended.adminUsername(), mended.adminPassword());
                    assertEquals(shell, there.session(session).get("pid").getAsLong());
                    try (PatientViewer second = new PatientViewer(there, session, "second")) {
                        await().atMost(SOON).until(() -> second.output().contains("still-here"));
                    }
                }
            }
        }
    }

    /** With one migration more. */
    private Path later() throws IOException {
        Path war = Files.copy(Path.of(System.getProperty("longshell.war")), directory.resolve("later.war"));
        try (FileSystem inside = FileSystems.newFileSystem(war)) {
            Files.write(inside.getPath("WEB-INF/classes/db/migration/V9999__thing.sql"), "create table thing (id bigint);\n".getBytes(StandardCharsets.US_ASCII));
        }
        return war;
    }

    private static Connection database(RunningLongshell longshell) throws Exception {
        Path postgres = longshell.home().resolve("postgres");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + Files.readString(postgres.resolve("port")).strip() + "/longshell", "longshell",
                Files.readString(postgres.resolve("password")).strip());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What the console, the API and readiness answered with. */
    private static Set<String> answersUntil(AtomicBoolean over, int port) {
        Set<String> answers = new ConcurrentSkipListSet<>();
        HttpClient client = HttpClient.newHttpClient();
        while (!over.get()) {
            for (String path : new String[] {"index.xhtml", "api/me", "health/ready"}) {
                try {
                    HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + path)).timeout(SOON).build();
                    answers.add(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() + " " + path);
                } catch (ConnectException e) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50)); // nobody listens yet, or any more
                } catch (IOException | InterruptedException e) {
                    throw new AssertionError("neither an answer nor nobody", e);
                }
            }
        }
        return answers;
    }
}
