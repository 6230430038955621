package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.wire.Call;
import dev.longshell.wire.HistoryWish;
import dev.longshell.wire.KeeperHome;
import dev.longshell.wire.OpenSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The keeper as the process that it is in service. */
@Timeout(60)
class KeeperProcessTest {
    @TempDir
    private Path directory;
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endWhatIsLeft() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void leadsItsOwnSessionAndEndsItsSessionsAtSigterm() throws Exception {
        KeeperHome home = KeeperHome.of(directory);
        Process keeper = start();
        KeeperJvm.awaitAnswer(home);
        TestLink link = TestLink.greeted(home);
        int leader = (int) link.open("stubborn", "sh", "-c", "trap '' HUP TERM; while :; do sleep 1; done").pid();
        int polite = (int) link.open("polite", "cat").pid();
        assertTrue(ProcessTable.running().stream().anyMatch(entry -> entry.pid() == keeper.pid() && entry.session() == keeper.pid()));
        long begin = System.nanoTime();

        keeper.destroy();

        assertTrue(keeper.waitFor(10, TimeUnit.SECONDS));
        assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(5));
        assertTrue(ProcessTable.running().stream().noneMatch(entry -> entry.session() == leader || entry.session() == polite));
        assertFalse(Files.exists(home.socket()));
        assertTrue(Files.readString(home.log()).contains("process " + keeper.pid()));
    }

    /** The story: what was unpacked and run lay there with mode 0777, for whoever started it had a umask of 000. */
    @Test
    void leavesNothingToOthersWhateverItsUmask() throws Exception {
        KeeperHome home = KeeperHome.of(directory);
        Process keeper = KeeperJvm.start(directory, "sh", "-c", "umask 000; exec \"$@\"", "sh");
        started.add(keeper);
        TestLink link = TestLink.greeted(home);
        link.open("modes", "sh", "-c", "umask; exec cat");
        TestViewer.attach(home, "modes", "viewer").untilText("0022");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(home.checkpoints().resolve("modes.checkpoint")));

        assertEquals(List.of(), openToOthers(directory.resolve("keeper")));
        assertEquals(List.of(), openToOthers(home.checkpoints()));
    }

    /** With their modes; links have none of their own. */
    private static List<String> openToOthers(Path top) throws IOException {
        try (Stream<Path> tree = Files.walk(top)) {
            return tree.filter(path -> !Files.isSymbolicLink(path)).map(KeeperProcessTest::shown).filter(line -> !line.endsWith("------")).toList();
        }
    }

    private static String shown(Path path) {
        try {
            return path + " " + PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void endsAtShutdown() throws Exception {
        KeeperHome home = KeeperHome.of(directory);
        Process keeper = start();
        KeeperJvm.awaitAnswer(home);

        TestLink.greeted(home).call(Call.of(Call.Verb.SHUTDOWN, null));

        assertTrue(keeper.waitFor(10, TimeUnit.SECONDS));
        assertEquals(0, keeper.exitValue());
    }

    @Test
    void aSecondOneSaysWhoIsThereAndLeaves() throws Exception {
        Process first = start();
        KeeperJvm.awaitAnswer(KeeperHome.of(directory));

        Process second = start();

        assertTrue(second.waitFor(20, TimeUnit.SECONDS));
        assertEquals(73, second.exitValue());
        String message = new String(second.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(message.contains("process " + first.pid()), message);
    }

    @Test
    void aNewOneTakesOverAfterKill9() throws Exception {
        KeeperHome home = KeeperHome.of(directory);
        Process dead = start();
        KeeperJvm.awaitAnswer(home);
        int orphan = (int) TestLink.greeted(home).open("orphan", "cat").pid();

        dead.destroyForcibly().waitFor();

        Awaitility.await().until(() -> ProcessTable.running().stream().noneMatch(entry -> entry.session() == orphan));
        start();
        KeeperJvm.awaitAnswer(home);
        assertEquals("[]", TestLink.greeted(home).call(Call.list()));
    }

    @Test
    void showsTheLastScreenOfASessionWhoseKeeperWasKilledAndOpensAnotherUnderIt() throws Exception {
        KeeperHome home = KeeperHome.of(directory);
        Process dead = start();
        KeeperJvm.awaitAnswer(home);
        TestLink.greeted(home).open("gone", "sh");
        CheckpointFiles files = new CheckpointFiles(home.checkpoints());
        TestViewer.attach(home, "gone", "page").type("cd /usr; printf '\\033[?1000h\\033[?2004hbe''fore'\n").untilText("before");
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> {
            Checkpoint checkpoint = files.read("gone");
            return checkpoint != null && new String(checkpoint.snapshot(), StandardCharsets.UTF_8).contains("before");
        });

        dead.destroyForcibly().waitFor();
        start();
        KeeperJvm.awaitAnswer(home);

        TestViewer late = TestViewer.attach(home, TestLink.driver("gone", "late", null)).untilClosed();
        assertEquals("lost", late.event("hello").state());
        assertEquals("/usr", late.event("lost").cwd());
        assertEquals(1000, late.closeCode());
        assertTrue(late.text().contains("before"), late.text());
        TestViewer whoSawMore = TestViewer.attach(home, TestLink.driver("gone", "page", files.read("gone").about().offset())).untilClosed();
        assertEquals(0, whoSawMore.snapshots());
        assertTrue(TestLink.greeted(home).call(Call.screen("gone", HistoryWish.NONE)).contains("before"));

        OpenSession open = TestLink.session("again", "sh");
        TestLink.greeted(home).call(Call.open(new OpenSession("again", open.kind(), open.command(), "/tmp", open.environment(), 10, 5, 100, false, "gone", null)));
        TestViewer restored = TestViewer.attach(home, TestLink.driver("again", "page", null)).type("echo in-$PWD.\n").untilText("in-/usr.");
        assertTrue(restored.text().indexOf("before") < restored.text().indexOf("restored:"), restored.text());
        assertTrue(restored.text().indexOf("restored:") < restored.text().indexOf("in-/usr."), restored.text());
        String screen = TestLink.greeted(home).call(Call.screen("again", HistoryWish.NONE));
        assertTrue(screen.contains("\"mouse\":0") && screen.contains("\"bracketedPaste\":false"), "what the old program asked for is taken back: " + screen);
        assertEquals(4404, TestViewer.attach(home, "never", "page").untilClosed().closeCode());
    }

    @Test
    void handsNothingOfItsEnvironmentToAChild() throws Exception {
        KeeperHome home = KeeperHome.of(directory);
        start("KEEPER_ONLY", "secret", "LANG", "C");
        KeeperJvm.awaitAnswer(home);
        TestLink.greeted(home).open("env", "env");

        String text = TestViewer.attach(home, "env", "page").untilClosed().text();

        assertFalse(text.contains("KEEPER_ONLY"), text);
        assertEquals(TestLink.session("any", "env").environment().size(), text.lines().count(), text);
    }

    private Process start(String... environment) throws IOException {
        ProcessBuilder builder = KeeperJvm.in(directory);
        for (int i = 0; i < environment.length; i += 2) {
            builder.environment().put(environment[i], environment[i + 1]);
        }
        Process process = builder.start();
        started.add(process);
        return process;
    }
}
