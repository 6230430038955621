package dev.longshell.link;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.wire.KeeperHome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real keeper, started as systemd starts a unit of {@code Type=notify}: by its environment (systemd.exec(5), sd_notify(3)). */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServiceKeeperTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    @TempDir
    Path directory;
    private final List<Process> keepers = new ArrayList<>();
    private final List<Object> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger launched = new AtomicInteger();
    private NotifySocket systemd;

    @BeforeEach
    void listen() {
        Assumptions.assumeTrue(NotifySocket.isLibraryThere(), "no libsystemd here");
        systemd = NotifySocket.bind(directory.resolve("notify"));
    }

    @AfterEach
    void end() throws InterruptedException {
        if (systemd != null) {
            systemd.close();
        }
        for (Process keeper : keepers) {
            keeper.destroy();
            keeper.waitFor();
        }
    }

    @Test
    void tellsWhenGatewaysAreAnsweredAndIsSystemdsToStartAgain() throws Exception {
        start();
        assertEquals("READY=1", systemd.receive());
        assertTrue(Files.exists(KeeperHome.of(directory).socket()), "told before it could be reached");
        KeeperLink gateway = new KeeperLink(directory, this::launch, events::add);
        try {
            await().atMost(SOON).until(() -> arrived().equals(pids()));

            keepers.get(0).destroyForcibly().waitFor();
            start(); // the second that a JVM takes is longer than a gateway needs to start its own

            await().atMost(SOON).until(() -> arrived().equals(pids()));
            assertEquals(0, launched.get());
        } finally {
            gateway.stop();
        }
    }

    private java.io.InputStream launch() {
        launched.incrementAndGet();
        return LauncherTest.jarOf("dev.longshell.cli.Longshell");
    }

    private void start() throws IOException {
        ProcessBuilder unit = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
                "dev.longshell.cli.Longshell", "keeper", "--home", directory.toString());
        unit.environment().put("INVOCATION_ID", "0");
        unit.environment().put("NOTIFY_SOCKET", systemd.file().toString());
        keepers.add(unit.redirectErrorStream(true).redirectOutput(new File("/dev/null")).start());
    }

    private List<Long> pids() {
        return keepers.stream().map(Process::pid).toList();
    }

    private List<Long> arrived() {
        return events.stream().filter(KeeperArrived.class::isInstance).map(event -> ((KeeperArrived) event).pid()).toList();
    }
}
