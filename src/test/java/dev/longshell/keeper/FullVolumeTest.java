package dev.longshell.keeper;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.longshell.fault.Fault;
import dev.longshell.wire.Call;
import dev.longshell.wire.KeeperHome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Faults 24 and 25: a volume without an inode, and one without a block, where the last screens go, and no room for temporary files. A volume of one's own takes a namespace of one's own. */
@Tag("faults")
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FullVolumeTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    @TempDir
    private Path directory;
    private Process keeper;

    @AfterEach
    void end() {
        if (keeper != null) {
            keeper.destroyForcibly();
        }
    }

    @Test
    void withoutAnInodeSessionsGoOnAndAreToldAndLastScreensAreWrittenOnceThereIsOne() throws Exception {
        costsLastScreensAndNothingElse("nr_inodes=2"); // the directory's own, and one
    }

    @Test
    void withoutABlockSessionsGoOnAndAreToldAndLastScreensAreWrittenOnceThereIsOne() throws Exception {
        costsLastScreensAndNothingElse("size=4k");
    }

    /** The story: it came, and refused every opening for ever, though there was room again. */
    @Test
    void aKeeperThatCannotUnpackItsLibrarySaysSoAndDoesNotCome() throws Exception {
        Path temporary = Files.createDirectories(directory.resolve("temporary"));
        keeper = KeeperJvm.in(directory, ofItsOwn("mount -t tmpfs -o size=4k tmpfs " + temporary + " && head -c 4096 /dev/zero >" + temporary
                + "/full && export JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=" + temporary)).start();

        String said = new String(keeper.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(Fault.RESOURCES_EXHAUSTED.exitCode(), keeper.waitFor(), said);
        assertTrue(said.contains(temporary + " has no room"), said);
    }

    /** Words before those of a keeper, which then has what that command mounts to itself. */
    private static String[] ofItsOwn(String mount) throws Exception {
        List<String> attempt = new ArrayList<>(List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount + " && exec \"$@\"", "sh"));
        String[] launcher = attempt.toArray(String[]::new);
        attempt.add("true");
        assumeTrue(new ProcessBuilder(attempt).start().waitFor() == 0, "this machine gives nobody a namespace of their own");
        return launcher;
    }

    private void costsLastScreensAndNothingElse(String limits) throws Exception {
        KeeperHome home = KeeperHome.of(directory);
        Files.createDirectories(home.checkpoints());
        keeper = KeeperJvm.start(directory, ofItsOwn("mount -t tmpfs -o " + limits + " tmpfs " + home.checkpoints()));
        CheckpointFiles written = new CheckpointFiles(Path.of("/proc/" + keeper.pid() + "/root" + home.checkpoints()));
        TestLink control = TestLink.greeted(home);
        control.open("first", "sh");
        TestViewer first = TestViewer.attach(home, "first", "viewer").type("echo be''gun\n").untilText("begun");
        await().atMost(SOON).until(() -> written.read("first") != null);

        control.open("second", "sh");
        TestViewer second = TestViewer.attach(home, "second", "viewer").type("echo be''gun\n").untilText("begun");
        second.until(() -> second.has("notice"));

        assertNull(written.read("second"));
        first.type("echo go''es on\n").untilText("goes on");
        second.type("echo go''es on\n").untilText("goes on");
        control.open("third", "cat");
        for (String gone : new String[] {"first", "third"}) {
            control.call(Call.of(Call.Verb.KILL, gone));
            await().atMost(SOON).until(() -> control.inspect(gone).ended());
            control.call(Call.of(Call.Verb.FORGET, gone));
        }
        await("room again").atMost(SOON).until(() -> written.read("second") != null);
    }
}
