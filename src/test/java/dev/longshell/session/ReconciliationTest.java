package dev.longshell.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.longshell.store.Project;
import dev.longshell.store.SessionRecord;
import dev.longshell.store.User;
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
}
