package dev.longshell.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.store.Node;
import dev.longshell.store.Project;
import dev.longshell.store.SessionRecord;
import dev.longshell.store.User;
import dev.longshell.wire.SessionReport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
    private static final Instant CREATED = Instant.parse("2030-01-02T03:04:05Z");
    private static final Instant LATER = CREATED.plusSeconds(3_600);

    private static SessionRecord row() {
        return new SessionRecord("session_1_a", "terminal", new Project("home", "Home", "/"), new User("anna", "hash", true), List.of("/bin/cat"), "/", "node", CREATED);
    }

    private static SessionRecord running() {
        SessionRecord row = row();
        row.running();
        return row;
    }

    /** The story: of eight openings at once four of three came to be, for a look at those that ran took two that had just begun to for lost. */
    @Test
    void whatBeganToRunSinceItsRowWasReadIsNotLost() {
        SessionRecord current = running();

        Reconciliation.missed(row(), current, LATER);

        assertEquals(SessionRecord.RUNNING, current.state());
    }

    @Test
    void whatRanBeforeTheKeeperWasAskedIsLostAndSoIsWhatNeverStarted() {
        SessionRecord ran = running();
        SessionRecord opening = row();

        Reconciliation.missed(running(), ran, LATER);
        Reconciliation.missed(row(), opening, LATER);

        assertEquals(SessionRecord.LOST, ran.state());
        assertEquals(SessionState.Loss.KEEPER_GONE.name(), ran.lostBecause());
        assertEquals(SessionRecord.LOST, opening.state());
        assertEquals(SessionState.Loss.NEVER_STARTED.name(), opening.lostBecause());
    }

    /** The story: a session's age was told by the wall clock, so that for an hour after that was set back by one no orphan was adopted. */
    @Test
    void aSessionIsAsOldAsItsProcessWhateverTheWallClockSays() throws Exception {
        long anHourFromNow = System.currentTimeMillis() + 3_600_000;
        Process process = new ProcessBuilder("sleep", "60").start();
        try {
            assertTrue(Reconciliation.isYoung(report(0, startTicks(process.toHandle()))));
            assertFalse(Reconciliation.isYoung(report(anHourFromNow, 0)), "a process of the machine's first moment");
        } finally {
            process.destroy();
        }
    }

    private static SessionReport report(long createdAtMillis, long startTicks) {
        return new SessionReport("session_1_a", "terminal", "running", 42, 80, 24, null, null, null, 0, createdAtMillis, createdAtMillis, 0, 0, 0, null, null, startTicks, "boot",
                false, 0, List.of(), null);
    }

    /** proc(5), /proc/pid/stat, field 22. */
    private static long startTicks(ProcessHandle process) throws IOException {
        String line = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        return Long.parseLong(line.substring(line.lastIndexOf(')') + 2).split(" ")[19]);
    }

    @Test
    void aProcessOfThisMachineIsAsOldAsTheJvmSaysOfItself() throws IOException {
        long age = Node.ageMillis(startTicks(ProcessHandle.current()));

        assertEquals(ManagementFactory.getRuntimeMXBean().getUptime(), age, 20_000, "the JVM counts from a little later");
    }
}
