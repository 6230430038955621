package dev.longshell.keeper;

import dev.longshell.wire.Attach;
import dev.longshell.wire.KeeperHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A keeper in a directory of its own for all tests of a class; what a test connected is closed after it. */
final class RunningKeeper implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private static final AtomicInteger SESSIONS = new AtomicInteger();

    private final Spawner spawner;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final long checkpointMillis;
    private final ControlGroups groups;
    private Path directory;
    private KeeperHome home;
    private Keeper keeper;

    RunningKeeper() {
        this(ControlGroups.ofThisProcess());
    }

    RunningKeeper(ControlGroups groups) {
        this(Spawner.best(), Checkpoints.PERIOD_MILLIS, groups);
    }

    RunningKeeper(long checkpointMillis) {
        this(Spawner.best(), checkpointMillis, ControlGroups.none());
    }

    RunningKeeper(Spawner spawner) {
        this(spawner, Checkpoints.PERIOD_MILLIS, ControlGroups.none());
    }

    private RunningKeeper(Spawner spawner, long checkpointMillis, ControlGroups groups) {
        this.spawner = spawner;
        this.checkpointMillis = checkpointMillis;
        this.groups = groups;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("longshell");
        home = KeeperHome.of(directory);
        Premises.prepare(home);
        keeper = Keeper.start(home, spawner, checkpointMillis, groups);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        opened.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        keeper.close();
        Awaitility.await("the last checkpoints are written").ignoreExceptions().until(() -> {
            delete(directory);
            return true;
        });
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    KeeperHome home() {
        return home;
    }

    String newId() {
        return "session_" + SESSIONS.incrementAndGet();
    }

    /** A control connection. */
    TestLink link() {
        TestLink link = TestLink.greeted(home);
        opened.add(link);
        return link;
    }

    /** Opens a session that runs this. @return its id */
    String open(String... command) {
        String id = newId();
        link().open(id, command);
        return id;
    }

    /** A new driver that wants every byte that the log has. */
    TestViewer viewer(String session) {
        return viewer(TestLink.driver(session, "viewer-" + SESSIONS.incrementAndGet(), 0L));
    }

    /** A new driver that has seen nothing: it gets the screen. */
    TestViewer page(String session) {
        return viewer(TestLink.driver(session, "page-" + SESSIONS.incrementAndGet(), null));
    }

    TestViewer viewer(Attach attach) {
        TestViewer viewer = TestViewer.attach(home, attach);
        opened.add(viewer);
        return viewer;
    }
}
