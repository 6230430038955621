package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.wire.Call;
import dev.longshell.wire.Json;
import dev.longshell.wire.SessionReport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class RetentionTest {
    @RegisterExtension
    static final RunningKeeper keeper = new RunningKeeper();

    @Test
    void keepsTheNewestHundredOfTheEndedSessionsAndEveryLiveOne() {
        TestLink link = keeper.link();
        link.open("live", "cat");
        link.open("oldest", "true");
        Awaitility.await().until(() -> link.inspect("oldest").ended());

        for (int i = 0; i < SessionTable.ENDED_LIMIT; i++) {
            link.open("ended-" + i, "true");
        }

        Awaitility.await().until(() -> reports(link).length == SessionTable.ENDED_LIMIT + 1);
        Awaitility.await().until(() -> java.util.Arrays.stream(reports(link)).filter(SessionReport::ended).count() == SessionTable.ENDED_LIMIT);
        TestLink.Refused refused = assertThrows(TestLink.Refused.class, () -> link.inspect("oldest"));
        assertEquals("not_found", refused.fault());
        assertTrue(link.inspect("live").viewers() == 0);
    }

    private static SessionReport[] reports(TestLink link) {
        return Json.read(link.call(Call.list()), SessionReport[].class);
    }
}
