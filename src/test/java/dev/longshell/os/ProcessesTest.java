package dev.longshell.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.wire.ProcessIdentity;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProcessesTest {
    @Test
    void isThatProcessAndNoOtherWithItsNumber() throws Exception {
        Process sleep = new ProcessBuilder("sleep", "600").start();
        ProcessIdentity one = Processes.of(sleep.pid()).orElseThrow();
        try {
            assertTrue(Processes.runs(one));
            assertFalse(Processes.runs(new ProcessIdentity(one.pid(), one.startTicks() - 1, one.bootId())),
                    "started at another time");
            assertFalse(Processes.runs(new ProcessIdentity(one.pid(), one.startTicks(), "another boot")));
        } finally {
            sleep.destroyForcibly();
            assertTrue(sleep.waitFor(10, TimeUnit.SECONDS));
        }
        assertFalse(Processes.runs(one));
        assertEquals(Optional.empty(), Processes.of(one.pid()));
    }
}
