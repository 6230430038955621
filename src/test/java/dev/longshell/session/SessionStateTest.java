package dev.longshell.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.session.SessionState.Detached;
import dev.longshell.session.SessionState.Ended;
import dev.longshell.session.SessionState.Loss;
import dev.longshell.session.SessionState.Lost;
import dev.longshell.session.SessionState.Opening;
import dev.longshell.session.SessionState.Restored;
import dev.longshell.session.SessionState.Running;
import dev.longshell.store.Node;
import dev.longshell.store.Project;
import dev.longshell.store.SessionRecord;
import dev.longshell.store.User;
import dev.longshell.wire.SessionReport;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionStateTest {
    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
    private static final SessionReport.Watcher ANNA = new SessionReport.Watcher(1, "anna", "driver", true, null);

    static SessionReport report(String state, Integer exitCode, SessionReport.Watcher... watchers) {
        return new SessionReport("session_1_a", "terminal", state, 42, 80, 24, null, null, null, watchers.length, 0, 0, 7, 0, 0, exitCode, null, 99, "boot", false, 5,
                List.of(watchers), null);
    }

    @Test
    void anOpeningIsRunningOnceItsProcessIsThereAndLostWhenNoneCame() {
        Opening opening = new Opening(NOW);

        assertInstanceOf(Detached.class, opening.reported(report("running", null), NOW));
        assertEquals(new Ended(NOW, 3, null), opening.reported(report("ended", 3), NOW));
        assertSame(opening, opening.missing(Loss.KEEPER_GONE, NOW.plus(Opening.PATIENCE)));
        Instant later = NOW.plus(Opening.PATIENCE).plusMillis(1);
        assertEquals(new Lost(later, Loss.NEVER_STARTED), opening.missing(Loss.KEEPER_GONE, later));
        Instant setBack = NOW.minusSeconds(3_600);
        assertEquals(new Lost(setBack, Loss.NEVER_STARTED), opening.missing(Loss.KEEPER_GONE, setBack), "a clock that was set back an hour holds no place for an hour");
    }

    @Test
    void whoIsAttachedMakesTheDifferenceBetweenRunningAndDetached() {
        SessionState attached = new Running(List.of()).reported(report("running", null, ANNA), NOW);

        assertEquals(new Running(List.of(ANNA)), attached);
        assertEquals(new Detached(5), attached.reported(report("running", null), NOW));
        assertTrue(attached.isLive());
    }

    @Test
    void aLostOneRunsAgainWhenAKeeperHasItAfterAll() {
        SessionState lost = new Detached(5).missing(Loss.MACHINE_RESTARTED, NOW);

        assertEquals(new Lost(NOW, Loss.MACHINE_RESTARTED), lost);
        assertFalse(lost.isLive());
        assertEquals(new Detached(5), lost.reported(report("running", null), NOW));
        assertEquals(new Restored(NOW, "session_2_b"), lost.restoredAs("session_2_b", NOW));
    }

    @Test
    void theEndIsTheEndWhateverIsHeardAfterwards() {
        for (SessionState over : List.of(new Ended(NOW, 0, null), new Restored(NOW, "session_2_b"))) {
            assertSame(over, over.reported(report("running", null, ANNA), NOW));
            assertSame(over, over.missing(Loss.KEEPER_GONE, NOW));
            assertEquals(Fault.CONFLICT, assertThrows(FaultException.class, () -> over.restoredAs("session_2_b", NOW)).fault());
        }
    }

    @Test
    void aRowRemembersEachStateAndGivesItBack() {
        Project project = new Project("home", "Home", "/");
        SessionRecord row = new SessionRecord("session_1_a", "terminal", project, new User("anna", "hash", true), List.of("-/bin/bash"), "/", "node", NOW);

        assertEquals(new Opening(NOW), SessionState.of(row));
        for (SessionState state : List.of(new Running(List.of()), new Lost(NOW, Loss.MACHINE_RESTARTED), new Running(List.of()), new Ended(NOW, null, 9))) {
            state.writeTo(row);
            assertEquals(state, SessionState.of(row));
        }
        assertEquals(9, row.signal());
        assertNull(row.lostBecause());
    }

    @Test
    void aRowOfABootBeforeThisOneWasLostWithTheMachine() {
        assertTrue(Node.restartedSince("not this boot"));
        assertFalse(Node.restartedSince(null));
    }

    /** The same number with another start is another process: a keeper's child must not be taken for one that the kernel made since. */
    @Test
    void aProcessIsItsNumberAndItsStart() throws Exception {
        long self = ProcessHandle.current().pid();
        String stat = java.nio.file.Files.readString(java.nio.file.Path.of("/proc/self/stat"));
        long started = Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19]);

        assertTrue(Node.runs(self, started));
        assertFalse(Node.runs(self, started + 1));
        assertFalse(Node.runs(Integer.MAX_VALUE, started));
    }
}
