package dev.longshell.link;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.KeeperHome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real keepers, started as the WAR starts them, but from this test's own class path. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LauncherTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    @TempDir
    Path directory;

    /** A jar that is only a manifest: its class path is ours. */
    static InputStream jarOf(String mainClass) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, mainClass);
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toUri().toString()).collect(Collectors.joining(" ")));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private KeeperLink gateway(List<Object> events) {
        return new KeeperLink(directory, () -> jarOf("dev.longshell.cli.Longshell"), events::add);
    }

    private static List<Long> keepers(List<Object> events) {
        return events.stream().filter(KeeperArrived.class::isInstance).map(event -> ((KeeperArrived) event).pid()).toList();
    }

    @Test
    void gatewaysThatStartAtOnceEndWithOneKeeperWhichTheyLeaveAlive() {
        List<Object> first = new CopyOnWriteArrayList<>();
        List<Object> second = new CopyOnWriteArrayList<>();
        KeeperLink one = gateway(first);
        KeeperLink other = gateway(second);
        try {
            await().atMost(SOON).until(() -> keepers(first).size() == 1 && keepers(second).size() == 1);

            assertEquals(keepers(first), keepers(second));
            assertTrue(one.list().isEmpty() && other.list().isEmpty());
        } finally {
            one.stop();
            other.stop();
            keepers(first).forEach(pid -> ProcessHandle.of(pid).ifPresent(LauncherTest::end));
        }
        assertTrue(Thread.getAllStackTraces().keySet().stream().noneMatch(thread -> thread.getName().startsWith("longshell-")), "a gateway that stops leaves no thread");
    }

    @Test
    void replacesAKeeperThatWasKilledAndItsSocketFile() {
        List<Object> events = new CopyOnWriteArrayList<>();
        KeeperLink gateway = gateway(events);
        try {
            await().atMost(SOON).until(() -> keepers(events).size() == 1);
            ProcessHandle keeper = ProcessHandle.of(keepers(events).get(0)).orElseThrow();

            keeper.destroyForcibly();

            await().atMost(SOON).until(() -> keepers(events).size() == 2);
            assertTrue(gateway.list().isEmpty());
        } finally {
            gateway.stop();
            keepers(events).forEach(pid -> ProcessHandle.of(pid).ifPresent(LauncherTest::end));
        }
    }

    @Test
    void saysWhyNoKeeperStaysInTheWordsOfItsLog() throws Exception {
        Files.createDirectories(KeeperHome.of(directory).directory());
        Launcher launcher = new Launcher(new KeeperProgram(directory, null, () -> jarOf("dev.longshell.NoSuchMain")));

        FaultException fault = assertThrows(FaultException.class, () -> launcher.launch(() -> {
            throw new FaultException(Fault.KEEPER_UNAVAILABLE, "nobody");
        }));

        assertEquals(Fault.KEEPER_UNAVAILABLE, fault.fault());
        assertTrue(fault.getMessage().startsWith("The keeper exited with 1; its log ends with: ") && fault.getMessage().contains("dev.longshell.NoSuchMain"), fault::getMessage);
    }

    @Test
    void startsFiveKeepersWithinTenMinutesAndThenSaysWhenTheNextMayCome() throws Exception {
        Files.createDirectories(KeeperHome.of(directory).directory());
        Launcher launcher = new Launcher(new KeeperProgram(directory, null, () -> jarOf("dev.longshell.NoSuchMain")));
        for (int keeper = 0; keeper < 5; keeper++) {
            launcher.launch(() -> { }); // it answered, and then died
        }

        FaultException fault = assertThrows(FaultException.class, () -> launcher.launch(() -> { }));

        assertEquals(Fault.KEEPER_UNAVAILABLE, fault.fault());
        assertTrue(fault.getMessage().startsWith("5 keepers were started within ten minutes and none stayed: "), fault::getMessage);
        long wait = fault.retryAfterMillis().orElseThrow();
        assertTrue(wait > 0 && wait <= 600_000, () -> wait + " ms");
    }

    private static void end(ProcessHandle keeper) {
        keeper.destroy();
        keeper.onExit().join();
    }
}
