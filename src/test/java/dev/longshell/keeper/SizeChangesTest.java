package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SizeChangesTest {
    private final SizeChanges changes = new SizeChanges(80, 24);

    @Test
    void beginsWithASizeThatIsCertainEverywhere() {
        assertTrue(changes.isCertainAt(0));
        assertTrue(changes.isCertainAt(1000));
        assertEquals(80, changes.knownAt(1000).columns());
        assertEquals(0, changes.newest().number());
        assertNull(changes.after(0));
    }

    @Test
    void tellsEachChangeInTurn() {
        changes.add(10, 40, 20);
        changes.add(20, 50, 25);

        assertEquals(new SizeChanges.Change(1, 10, 40, 20), changes.after(0));
        assertEquals(new SizeChanges.Change(2, 20, 50, 25), changes.after(1));
        assertNull(changes.after(2));
    }

    @Test
    void whoResumesIsToldOfAChangeThatItMayLack() {
        changes.add(10, 40, 20);

        assertEquals(0, changes.knownAt(10).number());
        assertEquals(0, changes.knownAt(13).number(), "a snapshot may stand in a character that begins where the size changed");
        assertEquals(1, changes.knownAt(14).number());
        assertTrue(changes.isCertainAt(10));
        assertEquals(40, changes.at(10).columns());
        assertEquals(80, changes.at(9).columns());
    }

    @Test
    void twoChangesAtOnePlaceMayHaveReachedWhoResumesThereOrNot() {
        changes.add(10, 40, 20);
        changes.add(10, 50, 25);

        assertFalse(changes.isCertainAt(10));
        assertFalse(changes.isCertainAt(13));
        assertTrue(changes.isCertainAt(9));
        assertTrue(changes.isCertainAt(14));
    }

    @Test
    void aTerminalThatNothingWasWrittenToTakesAnySize() {
        changes.add(0, 40, 20);
        changes.add(0, 50, 25);

        assertTrue(changes.isCertainAt(0));
    }

    @Test
    void forgetsTheOldestOfTooMany() {
        for (int change = 1; change <= SizeChanges.MOST + 1; change++) {
            changes.add(10L * change, 40 + change, 20);
        }

        assertFalse(changes.hasAllAfter(0));
        assertTrue(changes.hasAllAfter(1));
        assertEquals(2, changes.after(0).number());
        assertFalse(changes.isCertainAt(0));
        assertFalse(changes.isCertainAt(10));
        assertTrue(changes.isCertainAt(14));
        assertEquals(41, changes.knownAt(14).columns());
    }
}
