package dev.longshell.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** How long a statement may take, in the driver's seconds. */
class DatabaseTest {
    @Test
    void aStatementHasFiveSecondsOrLessWhenTheBreakersTimeoutIsAndNeverForEver() {
        assertEquals(5, Database.socketTimeoutSeconds(60_000));
        assertEquals(2, Database.socketTimeoutSeconds(2_000));
        assertEquals(2, Database.socketTimeoutSeconds(1_001));
        assertEquals(1, Database.socketTimeoutSeconds(1));
    }
}
