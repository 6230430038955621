package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.os.Processes;
import dev.longshell.wire.Call;
import dev.longshell.wire.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is written down of a session while it runs, and what a disk that is full or never answers does to it: nothing. */
@Timeout(60)
class CheckpointTest {
    private static final long PERIOD_MILLIS = 50;
    @RegisterExtension
    static final RunningKeeper keeper = new RunningKeeper(PERIOD_MILLIS);

    @Test
    void tellsWhatASessionShowsWhereItIsAndWhatItRuns() throws IOException {
        String id = keeper.open("sh");

        keeper.viewer(id).type("cd /usr; echo wri''tten\n").untilText("written");

        Checkpoint checkpoint = awaitText(id, "written");
        assertEquals("/usr", checkpoint.about().directory());
        assertEquals(List.of("sh"), checkpoint.about().command());
        assertFalse(checkpoint.about().ended());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(place(id))));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(place(id).getParent())));
    }

    @Test
    void isNotWrittenAgainWhileNothingChanges() throws Exception {
        String quiet = keeper.open("cat");
        String loud = keeper.open("sh", "-c", "while :; do echo tick; sleep .05; done");
        keeper.viewer(quiet).type("once\n").untilText("once\r\nonce");
        awaitText(quiet, "once\r\nonce");
        Object first = Files.getAttribute(place(quiet), "unix:ino");
        Object loudFirst = Files.getAttribute(place(loud), "unix:ino");

        // the control: the other one is written again, and again
        Awaitility.await().until(() -> !Files.getAttribute(place(loud), "unix:ino").equals(loudFirst));
        Instant later = Files.getLastModifiedTime(place(loud)).toInstant();
        Awaitility.await().until(() -> Files.getLastModifiedTime(place(loud)).toInstant().isAfter(later.plusMillis(2 * PERIOD_MILLIS)));

        assertEquals(first, Files.getAttribute(place(quiet), "unix:ino"));
    }

    @Test
    void keepsTheLastScreenAndTheExitCodeUntilTheSessionIsForgotten() {
        String id = keeper.open("sh", "-c", "echo last words; exit 7");

        Awaitility.await().until(() -> files().read(id) != null && files().read(id).about().ended());

        assertEquals(7, files().read(id).about().exitCode());
        assertNull(files().read(id).about().endedBecause());
        keeper.link().call(Call.of(Call.Verb.FORGET, id));
        Awaitility.await().until(() -> files().read(id) == null);
    }

    @Test
    void aDiskThatRefusesCostsNothingButTheCheckpointAndIsToldOnce() throws IOException {
        String id = keeper.newId();
        Files.createDirectories(unfinished(id)); // what cannot be opened for writing stands for a full disk
        keeper.link().open(id, "sh");
        TestViewer viewer = keeper.viewer(id);

        viewer.until(() -> viewer.has("notice"));
        for (int i = 0; i < 5; i++) {
            viewer.type("echo al''ive " + i + "\n").untilText("alive " + i);
        }

        assertEquals(1, viewer.events().stream().filter(json -> json.contains("\"notice\"")).count());
        assertNull(files().read(id));
        TestViewer later = keeper.viewer(id);
        later.until(() -> later.has("notice"));
        Files.delete(unfinished(id));
        awaitText(id, "alive 4");
    }

    @Test
    void aDiskThatNeverAnswersHoldsNobodyUp() throws Exception {
        String id = keeper.newId();
        Files.createDirectories(place(id).getParent());
        // opening a pipe that nobody reads waits for ever (fifo(7))
        assertEquals(0, new ProcessBuilder("mkfifo", unfinished(id).toString()).start().waitFor());
        keeper.link().open(id, "sh");
        TestViewer viewer = keeper.viewer(id).type("echo be''gun\n").untilText("begun");
        Awaitility.await().until(() -> Thread.getAllStackTraces().entrySet().stream().filter(each -> each.getKey().getName().equals("keeper-checkpoints"))
                .anyMatch(each -> Arrays.stream(each.getValue()).anyMatch(frame -> frame.getMethodName().equals("write") && frame.getClassName().contains("CheckpointFiles"))));

        viewer.type("echo al''ive; exit\n").untilText("alive");
        String other = keeper.open("sh");
        keeper.viewer(other).type("echo we''ll\n").untilText("well");

        Files.newInputStream(unfinished(id)).close(); // it answers at last
        Awaitility.await().until(() -> files().read(other) != null);
    }

    @Test
    void aLastScreenThatNoFrameHoldsIsShownWhole() throws IOException {
        String id = keeper.newId();
        byte[] snapshot = new byte[5 * Protocol.MAX_FRAME_BYTES];
        Arrays.fill(snapshot, (byte) 'x');
        files().write(new Checkpoint(new Checkpoint.About(Checkpoint.VERSION, id, "terminal", List.of("sh"), "/", 80, 24, 1000, 7, System.currentTimeMillis(), false, null, null, null, null,
                snapshot.length, Checkpoint.checksum(snapshot)), snapshot));

        TestViewer viewer = keeper.page(id).untilClosed();

        assertArrayEquals(snapshot, viewer.snapshot());
        assertTrue(viewer.has("lost"));
        assertEquals(1000, viewer.closeCode());
    }

    @Test
    void whoComesLaterIsToldWhyItWasLost() throws IOException {
        assertEquals("keeper_gone", causeToldOf(Processes.boot()));
        assertEquals("machine_restarted", causeToldOf("another boot"));
        assertNull(causeToldOf(null), "an older keeper's file");
    }

    private String causeToldOf(String boot) throws IOException {
        String id = keeper.newId();
        byte[] nothing = {};
        files().write(new Checkpoint(new Checkpoint.About(Checkpoint.VERSION, id, "terminal", List.of("sh"), "/", 80, 24, 0, 0, 0, false, null, null, null, boot, 0,
                Checkpoint.checksum(nothing)), nothing));
        return keeper.page(id).untilClosed().event("lost").lostBecause();
    }

    @Test
    void whatIsNotAWholeCheckpointOfThisVersionIsNone() throws IOException {
        String id = keeper.open("echo", "whole");
        Awaitility.await().until(() -> files().read(id) != null && files().read(id).about().ended());
        byte[] whole = Files.readAllBytes(place(id));

        assertNotNull(Checkpoint.of(whole));
        for (int length = 0; length < whole.length; length += 7) {
            assertNull(Checkpoint.of(Arrays.copyOf(whole, length)));
        }
        byte[] changed = whole.clone();
        changed[changed.length - 1] ^= 1;
        assertNull(Checkpoint.of(changed));
        assertNull(Checkpoint.of(new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1).replace("\"version\":1", "\"version\":2")
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
        assertNull(files().read("../keeper/secret"));
        assertNull(files().read(null));
    }

    @Test
    void theOldAreTakenAway() throws IOException {
        Path directory = Files.createTempDirectory("checkpoints");
        CheckpointFiles files = new CheckpointFiles(directory);
        byte[] nothing = {};
        for (String id : new String[] {"old", "young"}) {
            files.write(new Checkpoint(new Checkpoint.About(Checkpoint.VERSION, id, "terminal", List.of("sh"), "/", 80, 24, 0, 0, 0, false, null, null, null, null, 0,
                    Checkpoint.checksum(nothing)), nothing));
        }
        Path half = Files.createFile(directory.resolve("half.checkpoint.unfinished"));

        files.prune(Instant.now());
        assertNotNull(files.read("old"));
        assertTrue(Files.exists(half), "somebody may be writing it");
        Files.setLastModifiedTime(directory.resolve("old.checkpoint"), FileTime.from(Instant.now().minus(31, ChronoUnit.DAYS)));
        Files.setLastModifiedTime(half, FileTime.from(Instant.now().minus(61, ChronoUnit.MINUTES)));
        files.prune(Instant.now());

        assertNull(files.read("old"));
        assertNotNull(files.read("young"));
        assertFalse(Files.exists(half));
        RunningKeeper.delete(directory);
    }

    private static Checkpoint awaitText(String id, String text) {
        Awaitility.await(text).until(() -> files().read(id) != null
                && new String(files().read(id).snapshot(), java.nio.charset.StandardCharsets.UTF_8).contains(text));
        assertTrue(files().read(id).screen().rows() > 0);
        return files().read(id);
    }

    private static CheckpointFiles files() {
        return new CheckpointFiles(keeper.home().checkpoints());
    }

    private static Path place(String id) {
        return keeper.home().checkpoints().resolve(id + ".checkpoint");
    }

    private static Path unfinished(String id) {
        return keeper.home().checkpoints().resolve(id + ".checkpoint.unfinished");
    }
}
