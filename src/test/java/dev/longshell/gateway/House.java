package dev.longshell.gateway;

import dev.longshell.keeper.Keeper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What the WAR under test stands on: a real PostgreSQL, a real keeper, directories of its own. Up before Arquillian reads arquillian.xml, whose
 * placeholders are the system properties set here, so to be named before Arquillian's own extension; and down after it, with JUnit. Inside the server, where the test's class
 * is as well, it does nothing.
 */
public class House implements BeforeAllCallback, ExtensionContext.Store.CloseableResource {
    public static final String PASSWORD = "correct-horse-battery";
    private Path directory;
    private EmbeddedPostgres database;

    /** PROJECT_ROOTS of the gateway under test; also known inside of it. */
    public static Path projectRoot() {
        return Path.of(System.getProperty("PROJECT_ROOTS"));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (System.getProperty("longshell.war") != null) {
            context.getRoot().getStore(ExtensionContext.Namespace.create(House.class)).getOrComputeIfAbsent(House.class, here -> open());
        }
    }

    private House open() {
        try {
            directory = Files.createTempDirectory("longshell-it").toRealPath();
            Path home = Files.createDirectory(directory.resolve("home"));
            System.setProperty("PROJECT_ROOTS", Files.createDirectory(directory.resolve("projects")).toString());
            database = EmbeddedPostgres.builder().start();
            System.setProperty("house.options", String.join(" ", System.getProperty("test.server.flags", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"),
                    "-DDATABASE_URL=postgresql://postgres:postgres@localhost:" + database.getPort() + "/postgres",
                    "-DLONGSHELL_HOME=" + home, "-DPROJECT_ROOTS=" + projectRoot(), "-DLONGSHELL_ADMIN_PASSWORD=" + PASSWORD,
                    "-DANTHROPIC_API_KEY=canary-key", "-DSHELL_COMMAND=/bin/bash"));
            startKeeper(home);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In this JVM, so that it ends with the tests. */
    private static void startKeeper(Path home) {
        Thread keeper = new Thread(() -> {
            try {
                Keeper.run(home, null, () -> { });
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "keeper-under-test");
        keeper.setDaemon(true);
        keeper.start();
    }

    @Override
    public void close() throws IOException {
        database.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
        }
    }
}
