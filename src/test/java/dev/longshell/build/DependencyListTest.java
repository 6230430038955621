package dev.longshell.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The offline half of the gate against old dependencies; {@link NewestVersionsTest} is the other. */
class DependencyListTest {
    private static final String ROW = "| g:a | 1.0 | 2.0 | 2026-11-30 | 2026-11-30: 2.0 needs a newer server |\n";

    @Test
    void everyDependencyOfTheBuildIsInTheListAndNoneIsBehindWithoutAReason() throws IOException {
        assertEquals(List.of(), DependencyList.read().faults(BuildFiles.versions()));
    }

    @Test
    void refusesWhatIsNotInTheListOrOtherwise() {
        assertEquals(List.of("g:b 1.0 has no row."), DependencyList.of(ROW).faults(Map.of("g:a", "1.0", "g:b", "1.0")));
        assertEquals(List.of("g:a is used as 0.9, the list says 1.0."), DependencyList.of(ROW).faults(Map.of("g:a", "0.9")));
        assertEquals(List.of("g:a has a row and is not used."), DependencyList.of(ROW).unneeded(Map.of()));
    }

    @Test
    void refusesToBeBehindWithoutADatedReasonThatNamesTheNewest() {
        Map<String, String> used = Map.of("g:a", "1.0");
        assertEquals(List.of(), DependencyList.of(ROW).faults(used));
        for (String reason : new String[] {"", "2.0 needs a newer server", "2026-11-30: 1.9 needs a newer server"}) {
            String row = ROW.replace("2026-11-30: 2.0 needs a newer server", reason);
            assertEquals(List.of("g:a 1.0 is behind 2.0: no reason that begins with its date and names that version."), DependencyList.of(row).faults(used), row);
        }
        assertEquals(List.of("g:a is the newest and needs no reason."), DependencyList.of(ROW.replace("| 2.0 |", "| 1.0 |")).faults(used));
    }

    @Test
    void asksForAReasonAnewAfterHalfAYear() {
        assertEquals(List.of(), DependencyList.of(ROW).oldReasons(LocalDate.of(2027, 5, 29)));
        assertEquals(List.of("g:a: its reason is older than 180 days; look again."), DependencyList.of(ROW).oldReasons(LocalDate.of(2027, 5, 30)));
    }

    /** A reason that was good for an older one is none for what came since. */
    @Test
    void aNewerOneWantsItsOwnReason() {
        DependencyList renewed = DependencyList.of(ROW).renewed(Map.of("g:a", "1.0"), Map.of("g:a", "3.0"), LocalDate.of(2026, 12, 7));

        assertEquals(List.of("g:a 1.0 is behind 3.0: no reason that begins with its date and names that version."), renewed.faults(Map.of("g:a", "1.0")));
    }
}
