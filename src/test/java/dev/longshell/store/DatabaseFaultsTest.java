package dev.longshell.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseFaultsTest {
    @ParameterizedTest
    @CsvSource({"53100, STORAGE_FULL, 5000", "08006, DATABASE_UNAVAILABLE, 5000", "57P01, DATABASE_UNAVAILABLE, 5000", "57P03, DATABASE_UNAVAILABLE, 5000",
        "25006, DATABASE_UNAVAILABLE, 5000", "53300, DATABASE_UNAVAILABLE, 5000", "23505, CONFLICT, -1"})
    void namesWhatTheDatabaseSays(String state, Fault fault, long retryAfterMillis) {
        FaultException translated = (FaultException) DatabaseFaults.translated(new IllegalStateException(new SQLException("details", state)));

        assertEquals(fault, translated.fault());
        assertEquals(retryAfterMillis, translated.retryAfterMillis().orElse(-1));
    }

    @Test
    void namesAPoolThatHasNoConnectionToGive() {
        RuntimeException failure = new IllegalStateException(new SQLException("Error in allocating a connection. Cause: expired max-wait-time"));

        assertEquals(Fault.DATABASE_UNAVAILABLE, ((FaultException) DatabaseFaults.translated(failure)).fault());
    }

    @Test
    void leavesOurOwnMistakesAsTheyAre() {
        RuntimeException failure = new IllegalStateException(new SQLException("syntax error", "42601"));

        assertSame(failure, DatabaseFaults.translated(failure));
    }
}
