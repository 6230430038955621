package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.wire.Call;
import dev.longshell.wire.OpenSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Fault 28: a directory that does not answer, as one of a server that is away, and one that goes away under a session. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HangingDirectoryTest {
    private static final CountDownLatch ANSWERS = new CountDownLatch(1);
    private static final CountDownLatch ASKED = new CountDownLatch(1);
    /** The child goes to its directory before its program runs, and posix_spawn(3) waits for that. */
    private static final Spawner SPAWNER = (launch, slave, master) -> {
        if (launch.arguments().contains("hang")) {
            ASKED.countDown();
            await(ANSWERS);
        }
        return Spawner.best().spawn(launch, slave, master);
    };
    @RegisterExtension
    static final RunningKeeper keeper = new RunningKeeper(SPAWNER);

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void holdsUpNobodyButWhoOpensASessionInIt() {
        String hanging = keeper.newId();
        TestLink opener = keeper.link();
        CompletableFuture<Long> opening = CompletableFuture.supplyAsync(() -> opener.open(hanging, "cat", "hang", "-").pid());
        await(ASKED);

        TestLink control = keeper.link();
        String before = keeper.open("cat");
        assertTrue(control.call(Call.list()).contains(before));
        keeper.viewer(before).type("goes on\n").untilText("goes on\r\ngoes on");
        assertEquals("conflict", assertThrows(TestLink.Refused.class, () -> control.open(hanging, "cat")).fault());
        assertFalse(opening.isDone());

        ANSWERS.countDown();
        assertTrue(opening.join() > 0);
    }

    @Test
    void whatIsDeletedUnderASessionEndsNothingAndIsNamedToWhoeverComesNext(@TempDir Path directory) throws Exception {
        Path gone = Files.createDirectory(directory.resolve("gone"));
        OpenSession open = TestLink.session(keeper.newId(), "sh");
        OpenSession there = new OpenSession(open.id(), open.kind(), open.command(), gone.toString(), open.environment(), 80, 24, 100, false);
        keeper.link().call(Call.open(there));
        Files.delete(gone);

        keeper.viewer(open.id()).type("echo goes''-on\n").untilText("goes-on");

        assertTrue(keeper.link().call(Call.list()).contains(open.id()));
        OpenSession next = new OpenSession(keeper.newId(), open.kind(), open.command(), gone.toString(), open.environment(), 80, 24, 100, false);
        assertEquals("directory_missing", assertThrows(TestLink.Refused.class, () -> keeper.link().call(Call.open(next))).fault());
    }
}
