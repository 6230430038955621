package dev.longshell.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.SessionReport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What waits for the database is written once and in order, and the wait is bounded. */
class WaitingReportsTest {
    private final WaitingReports waiting = new WaitingReports(2);
    private final List<String> written = new ArrayList<>();

    @Test
    void writesTheNewestOfEachSessionOnceInTheOrderTheyCame() {
        waiting.add(ended("a", 1));
        waiting.add(ended("b", 2));
        waiting.add(ended("a", 3));

        waiting.replay(this::write);
        waiting.replay(this::write);

        assertEquals(List.of("a 3", "b 2"), written);
    }

    @Test
    void keepsWhatCouldNotBeWrittenFirstForTheNextTime() {
        waiting.add(ended("a", 1));
        waiting.add(ended("b", 2));

        assertThrows(FaultException.class, () -> waiting.replay(report -> {
            throw new FaultException(Fault.DATABASE_UNAVAILABLE, "away again");
        }));
        waiting.replay(this::write);

        assertEquals(List.of("a 1", "b 2"), written);
    }

    @Test
    void refusesASessionTooManyButNoNewerReportOfOneThatWaits() {
        assertTrue(waiting.add(ended("a", 1)));
        assertTrue(waiting.add(ended("b", 2)));
        assertFalse(waiting.add(ended("c", 3)));
        assertTrue(waiting.add(ended("b", 4)));
        assertEquals(2, waiting.size());
    }

    @Test
    void aReportThatComesWhileAnOlderOneIsWrittenIsWrittenToo() {
        waiting.add(ended("a", 1));

        waiting.replay(report -> {
            write(report);
            if (report.exitCode() == 1) {
                waiting.add(ended("a", 2));
            }
        });

        assertEquals(List.of("a 1", "a 2"), written);
    }

    private void write(SessionReport report) {
        written.add(report.id() + " " + report.exitCode());
    }

    private static SessionReport ended(String id, int exitCode) {
        return new SessionReport(id, "terminal", SessionReport.ENDED, 1, 80, 24, null, null, null, 0, 0, 0, 0, 0, 0, exitCode, null, 0, null, false, 0, List.of(), null);
    }
}
