package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class OutputLogTest {
    @Property(tries = 50)
    void givesBackTheNewestBytesUnderTheirOffsets(@ForAll @Size(max = 60) java.util.List<@IntRange(min = 0, max = 70_000) Integer> chunks, @ForAll long seed) {
        OutputLog log = new OutputLog();
        int total = chunks.stream().mapToInt(Integer::intValue).sum();
        byte[] all = new byte[total];
        new Random(seed).nextBytes(all);
        int from = 0;
        for (int length : chunks) {
            log.append(ByteBuffer.wrap(all, from, length));
            from += length;
        }

        ByteBuffer kept = ByteBuffer.allocate((int) (log.end() - log.start()));
        log.copy(log.start(), kept.capacity(), kept);

        assertEquals(total, log.end());
        assertEquals(Math.min(total, OutputLog.CAPACITY_BYTES), kept.capacity());
        assertArrayEquals(java.util.Arrays.copyOfRange(all, total - kept.capacity(), total), kept.array());
    }

    @Test
    void refusesWhatItForgotAndWhatHasNotCome() {
        OutputLog log = new OutputLog();
        log.append(ByteBuffer.allocate(OutputLog.CAPACITY_BYTES));
        log.append(ByteBuffer.allocate(10));

        assertEquals(10, log.start());
        assertThrows(IllegalArgumentException.class, () -> log.copy(9, 1, ByteBuffer.allocate(1)));
        assertThrows(IllegalArgumentException.class, () -> log.copy(log.end(), 1, ByteBuffer.allocate(1)));
    }

    @Test
    void findsTheBeginningOfACharacterThatLacksItsEnd() {
        assertEquals(0, incomplete("plain".getBytes(StandardCharsets.UTF_8)));
        assertEquals(0, incomplete("€".getBytes(StandardCharsets.UTF_8)));
        assertEquals(0, incomplete("😀".getBytes(StandardCharsets.UTF_8)));
        assertEquals(1, incomplete('a', 0xC3));
        assertEquals(2, incomplete('a', 0xE2, 0x82));
        assertEquals(3, incomplete('a', 0xF0, 0x9F, 0x98));
        assertEquals(1, incomplete(0xF0));
    }

    @Test
    void takesBytesThatAreNoUtf8AsTheyAre() {
        assertEquals(0, incomplete(0x80, 0x80, 0x80, 0x80));
        assertEquals(0, incomplete(0xFF));
        assertEquals(0, incomplete());
    }

    private static int incomplete(int... bytes) {
        byte[] all = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            all[i] = (byte) bytes[i];
        }
        return incomplete(all);
    }

    private static int incomplete(byte[] bytes) {
        OutputLog log = new OutputLog();
        log.append(ByteBuffer.wrap(bytes));
        return Cut.incompleteBytes(log, log.end());
    }
}
