package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.wire.Call;
import dev.longshell.wire.OpenSession;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a child inherits, however it was spawned: what it was given, and nothing of the keeper. */
@Timeout(30)
abstract class ChildContract {
    /** 1 to 31; those above belong to the C library's threads. */
    private static final long STANDARD_SIGNALS = 0x7fff_ffffL;

    private final RunningKeeper keeper;

    ChildContract(RunningKeeper keeper) {
        this.keeper = keeper;
    }

    RunningKeeper keeper() {
        return keeper;
    }

    @Test
    void hasTheGivenEnvironmentOnly() {
        TestViewer viewer = keeper.viewer(open(List.of("/usr/bin/env"), "/tmp", Map.of("ONLY", "thïs"))).untilClosed();

        assertEquals("ONLY=thïs\r\n", viewer.text());
    }

    @Test
    void hasDescriptors0To2Only() {
        TestViewer viewer = keeper.viewer(keeper.open("sh", "-c", "echo /proc/$$/fd/*")).untilClosed();

        // 3 or more would be the keeper's; the shell itself opens none to expand a pattern that it keeps
        assertTrue(viewer.text().matches("/proc/\\d+/fd/0 /proc/\\d+/fd/1 /proc/\\d+/fd/2( /proc/\\d+/fd/3)?\r\n"), viewer::text);
        List<String> open = keeper.viewer(keeper.open("ls", "/proc/self/fd")).untilClosed().text().lines().map(String::strip).toList();
        assertTrue(open.stream().noneMatch(line -> line.matches(".*\\b[4-9]\\b.*|.*\\d\\d.*")), open::toString);
    }

    @Test
    void hasNoSignalBlockedOrIgnored() {
        TestViewer viewer = keeper.viewer(keeper.open("grep", "-E", "Sig(Blk|Ign)", "/proc/self/status")).untilClosed();

        for (String line : viewer.text().split("\r\n")) {
            long signals = Long.parseUnsignedLong(line.substring(line.indexOf(':') + 1).strip(), 16);
            assertEquals(0, signals & STANDARD_SIGNALS, line);
        }
    }

    /** The kernel ends who has most of the memory and this in addition, so a program before the keeper of all sessions. */
    @Test
    void isOfferedToTheKernelBeforeItsKeeperWhereMemoryIsShort() throws Exception {
        long pid = keeper.link().inspect(keeper.open("cat")).pid();

        assertEquals("500", Files.readString(Path.of("/proc/" + pid + "/oom_score_adj")).strip());
        assertNotEquals("500", Files.readString(Path.of("/proc/self/oom_score_adj")).strip());
    }

    /** Whatever the keeper was started with; its own files have modes that are set. */
    @Test
    void beginsWithTheUmaskThatItWasOpenedWith() {
        OpenSession open = TestLink.session(keeper.newId(), "sh", "-c", "umask");
        assertEquals("0022\r\n", umaskOf(open));
        for (int umask : new int[] {0077, 0002, 0, 0022}) {
            String said = umaskOf(new OpenSession(keeper.newId(), open.kind(), open.command(), open.directory(), open.environment(), 80, 24, 0, false, null, null, umask));
            assertEquals(String.format("%04o\r\n", umask), said);
        }
    }

    private String umaskOf(OpenSession open) {
        keeper.link().call(Call.open(open));
        return keeper.viewer(open.id()).untilClosed().text();
    }

    @Test
    void leadsASessionOfItsOwn() {
        String id = keeper.open("sh", "-c", "echo pid $$; ps -o tpgid= -p $$; echo mine > /dev/tty; tty; read end");

        TestViewer viewer = keeper.viewer(id).untilText("/dev/pts/");

        long pid = keeper.link().inspect(id).pid();
        assertTrue(viewer.text().matches("(?s)pid " + pid + "\r\n *" + pid + "\r\nmine\r\n/dev/pts/.*"), viewer::text);
        assertTrue(ProcessTable.running().contains(new ProcessTable.Entry((int) pid, (int) pid, (int) pid)));
    }

    @Test
    void startsInItsDirectoryWhateverItsName(@TempDir Path directory) throws Exception {
        Path named = Files.createDirectory(directory.resolve("a b ü €"));

        TestViewer viewer = keeper.viewer(open(List.of("pwd"), named.toString(), Map.of("LANG", "C.UTF-8"))).untilClosed();

        assertEquals(named + "\r\n", viewer.text());
    }

    @Test
    void isALoginShellWhenItsNameStartsWithAHyphen() {
        TestViewer viewer = keeper.viewer(open(List.of("-/bin/bash", "-c", "echo $0; shopt login_shell"), "/tmp", Map.of("HOME", "/nonexistent"))).untilClosed();

        assertTrue(viewer.text().contains("login_shell"), viewer::text);
        assertTrue(viewer.text().matches("(?s)-bash\r\nlogin_shell\\s+on\r\n"), viewer::text);
    }

    @Test
    void isFoundInItsOwnPath(@TempDir Path directory) throws Exception {
        File script = Files.writeString(directory.resolve("ours"), "#!/bin/sh\necho found\n").toFile();
        assertTrue(script.setExecutable(true));

        TestViewer viewer = keeper.viewer(open(List.of("ours"), "/tmp", Map.of("PATH", "/nonexistent:" + directory))).untilClosed();

        assertEquals("found\r\n", viewer.text());
    }

    @Test
    void leavesNoDescriptorBehindInTheKeeper() {
        keeper.viewer(keeper.open("true")).untilClosed();
        int before = descriptors();
        for (int i = 0; i < 20; i++) {
            keeper.viewer(keeper.open("true")).untilClosed().close();
        }
        org.awaitility.Awaitility.await().untilAsserted(() -> assertTrue(descriptors() <= before + 45, () -> before + " before, " + descriptors() + " after"));
    }

    @Test
    void leavesNoZombieBehind() {
        for (int i = 0; i < 20; i++) {
            keeper.viewer(keeper.open("true")).untilClosed();
        }

        // a session that is closed is one whose child is reaped
        assertEquals(List.of(), ProcessHandle.current().children().filter(child -> state(child.pid()) == 'Z').toList());
    }

    /** The letter in /proc that tells what a process does; X for one that is gone. */
    private static char state(long pid) {
        try {
            String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return line.charAt(line.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return 'X';
        }
    }

    private static int descriptors() {
        return new File("/proc/self/fd").list().length;
    }

    String open(List<String> command, String directory, Map<String, String> environment) {
        String id = keeper.newId();
        keeper.link().call(Call.open(new OpenSession(id, "terminal", command, directory, environment, 80, 24, 0, false)));
        return id;
    }
}
