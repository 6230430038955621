package dev.longshell.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProcessIdentityTest {
    @Test
    void isThatProcessAndNoOtherWithItsNumber() throws Exception {
        Process sleep = new ProcessBuilder("sleep", "600").start();
        ProcessIdentity one = ProcessIdentity.of(sleep.pid()).orElseThrow();
        try {
            assertTrue(one.runs());
            assertFalse(new ProcessIdentity(one.pid(), one.startTicks() - 1, one.bootId()).runs(), "started at another time");
            assertFalse(new ProcessIdentity(one.pid(), one.startTicks(), "another boot").runs());
        } finally {
            sleep.destroyForcibly();
            assertTrue(sleep.waitFor(10, TimeUnit.SECONDS));
        }
        assertFalse(one.runs());
        assertEquals(Optional.empty(), ProcessIdentity.of(one.pid()));
    }
}
