package dev.longshell.payara;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartialFrameTest {

    @Test
    void joinsWhatDripsIn() {
        byte[] frame = new byte[300_000];
        new Random(1).nextBytes(frame);
        PartialFrame partial = new PartialFrame();
        for (int at = 0; at < frame.length; at += 100) {
            partial.add(frame, at, at + 100, frame.length - at - 100);
        }
        ByteBuffer whole = partial.take();
        assertArrayEquals(frame, Arrays.copyOf(whole.array(), whole.remaining()));
        assertTrue(partial.isEmpty());
    }

    /** A header announces what its sender may never send. */
    @Test
    void makesNoMoreRoomForAHeaderThanForASmallFrame() {
        PartialFrame partial = new PartialFrame();
        partial.add(new byte[14], 0, 14, 1 << 20);
        ByteBuffer begun = partial.take();
        assertEquals(14, begun.remaining());
        assertTrue(begun.array().length <= 16 << 10, () -> begun.array().length + " bytes");
    }

    @Test
    void isOfTheFramesOwnSizeWhereThatIsSmall() {
        PartialFrame partial = new PartialFrame();
        partial.add(new byte[6], 0, 6, 100);
        assertEquals(106, partial.take().array().length);
    }
}
