package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.longshell.wire.Call;
import dev.longshell.wire.KeeperHome;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.Tag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Faults 26 and 27: no thread, no descriptor, or no terminal, is left for another session. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExhaustedKeeperTest {
    /** Enough for a JVM and its jars. */
    private static final int DESCRIPTORS = 300;
    private static final int TERMINALS = 20;
    private static final int STACK_MEGABYTES = 16;
    private static final long LOOK_MILLIS = 2_000;
    /** Of the time looked at: a thread that spins takes all of it. */
    private static final double MOST_OF_A_CORE = 0.5;
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
    void refusesNewSessionsByNameServesTheOldOnesAndHasRoomAgainWhenDescriptorsAreBack() throws Exception {
        fillsAndEmpties(DESCRIPTORS, "sh", "-c", "ulimit -n " + DESCRIPTORS + "; exec \"$@\"", "sh");
    }

    @Test
    void refusesNewSessionsByNameServesTheOldOnesAndHasRoomAgainWhenTerminalsAreBack() throws Exception {
        String[] terminalsOfItsOwn = {"unshare", "--user", "--map-root-user", "--mount", "sh", "-c", "mount -t devpts -o newinstance,ptmxmode=0666,max=" + TERMINALS
                + " devpts /dev/pts && mount --bind /dev/pts/ptmx /dev/ptmx && exec \"$@\"", "sh"};
        List<String> attempt = new ArrayList<>(List.of(terminalsOfItsOwn));
        attempt.add("true");
        assumeTrue(new ProcessBuilder(attempt).start().waitFor() == 0, "this machine gives nobody a namespace of their own");

        fillsAndEmpties(TERMINALS, terminalsOfItsOwn);
    }

    /** As a fork bomb leaves a unit with TasksMax: the thread that ends sessions was started by whoever wanted one ended first, and took the selector with it when there was none. */
    @Test
    void endsSessionsWhenNoThreadIsLeft() throws Exception {
        keeper = KeeperJvm.start(directory, "env", "JAVA_TOOL_OPTIONS=-Xss" + STACK_MEGABYTES + "m");
        KeeperHome home = KeeperHome.of(directory);
        TestLink control = TestLink.greeted(home);
        control.open("bomb", "cat");
        control.open("old", "cat");
        TestViewer old = TestViewer.attach(home, "old", "old").type("at first\n").untilText("at first\r\nat first");
        leaveRoomFor(STACK_MEGABYTES / 2);
        assertEquals("resources_exhausted", refusalOf(control, "too-many"));
        old.type("old ones work\n").untilText("old ones work\r\nold ones work");

        control.call(Call.of(Call.Verb.KILL, "bomb"));

        Awaitility.await().until(() -> control.inspect("bomb").ended());
        // the thread that is free then has a stack still for a moment
        Awaitility.await("with the thread that is free now").ignoreExceptionsInstanceOf(TestLink.Refused.class)
                .until(() -> control.open("again", "cat").state().equals("running"));
    }

    /** A stack that cannot be mapped is a thread that cannot be started, for root too, whom RLIMIT_NPROC does not hold. */
    private void leaveRoomFor(int megabytes) throws Exception {
        String size = Files.readAllLines(Path.of("/proc/" + keeper.pid() + "/status")).stream().filter(line -> line.startsWith("VmSize:")).findFirst().orElseThrow();
        long bytes = Long.parseLong(size.replaceAll("\\D", "")) * 1024 + ((long) megabytes << 20);
        assertEquals(0, new ProcessBuilder("prlimit", "--pid", Long.toString(keeper.pid()), "--as=" + bytes).inheritIO().start().waitFor());
    }

    private void fillsAndEmpties(int most, String... launcher) throws Exception {
        keeper = KeeperJvm.start(directory, launcher);
        KeeperHome home = KeeperHome.of(directory);
        TestLink control = TestLink.greeted(home);
        control.open("old", "cat");
        TestViewer old = TestViewer.attach(home, "old", "old").type("at first\n").untilText("at first\r\nat first");
        loadWhatIsNeeded(control);
        List<String> sessions = new ArrayList<>();
        fill(control, sessions, most);

        List<TestLink> waiting = new ArrayList<>();
        for (int number = 0; number < 8; number++) { // more than what refused sessions left
            waiting.add(TestLink.connect(home));
            waiting.get(number).greet(Protocol.VERSION, TestLink.secret(home));
        }
        fill(control, sessions, most); // what joining a cgroup had taken for a moment is free by now
        old.type("old ones work\n").untilText("old ones work\r\nold ones work");
        double spent = KeeperJvm.cpuSeconds(keeper);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)); // the time that is looked at
        double took = KeeperJvm.cpuSeconds(keeper) - spent;
        assertTrue(took < MOST_OF_A_CORE * LOOK_MILLIS / 1_000, () -> took + " s of a processor in " + LOOK_MILLIS + " ms");
        old.type("still\n").untilText("still\r\nstill");

        sessions.forEach(session -> control.call(Call.of(Call.Verb.KILL, session)));

        Awaitility.await().until(() -> sessions.stream().allMatch(session -> control.inspect(session).ended()));
        waiting.forEach(link -> assertEquals(Tag.HELLO, link.next().get(), "who waited is greeted"));
        assertEquals("running", control.open("again", "cat").state());
    }

    /** A class of this directory of classes takes a descriptor to load; in service they lie in a jar that is open. */
    private static void loadWhatIsNeeded(TestLink control) {
        control.open("short", "cat");
        control.call(Call.of(Call.Verb.KILL, "short"));
        Awaitility.await().until(() -> control.inspect("short").ended());
        assertThrows(TestLink.Refused.class, () -> control.inspect("none"));
    }

    /** Opens sessions until there is no room. */
    private static void fill(TestLink control, List<String> sessions, int most) {
        String refusal = null;
        while (refusal == null) {
            String id = "session-" + sessions.size();
            refusal = refusalOf(control, id);
            if (refusal == null) {
                sessions.add(id);
            }
            assertTrue(sessions.size() <= most, () -> sessions.size() + " sessions have room");
        }
        assertEquals("resources_exhausted", refusal);
        assertTrue(sessions.size() > 2, () -> "only " + sessions);
    }

    /** @return null when it was opened */
    private static String refusalOf(TestLink control, String id) {
        try {
            control.open(id, "cat");
            return null;
        } catch (TestLink.Refused e) {
            return e.fault();
        }
    }
}
