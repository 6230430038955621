package dev.longshell.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import org.junit.jupiter.api.Test;

/** Pages said "retentionMinutes: allowed is ..." beside a field of another name. */
class NoticeTest {
    @Test
    void beginsWithTheLabelOfTheFieldWhereTheApiNamesAMember() {
        assertEquals("Directory: an absolute path is needed.", words("path: an absolute path is needed."));
        assertEquals("Minutes without anybody: allowed is a whole number.",
                words("retentionMinutes: allowed is a whole number."));
        assertEquals("There is no user: anna.", words("There is no user: anna."));
        assertEquals("unknown: stays.", words("unknown: stays."));
    }

    private static String words(String message) {
        return Notice.words(new FaultException(Fault.INVALID_PARAMETER, message));
    }
}
