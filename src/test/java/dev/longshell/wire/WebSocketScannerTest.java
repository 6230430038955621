package dev.longshell.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** RFC 6455 section 5, a header at a time. */
class WebSocketScannerTest {
    private static final WebSocketLimits LIMITS = new WebSocketLimits(70_000, 4, 1_000, 20, 30_000);
    private static final String MASK = "01020304";

    private long now = 1;
    private WebSocketScanner scanner = new WebSocketScanner(LIMITS, () -> now);

    /** @param headers of frames without payload, in hexadecimal digits without masks */
    private int violation(String... headers) {
        int code = assertThrows(WebSocketViolation.class, () -> takes(headers)).closeCode();
        scanner = new WebSocketScanner(LIMITS, () -> now); // nothing more is read by one that has refused
        return code;
    }

    private void takes(String... headers) throws WebSocketViolation {
        for (String header : headers) {
            byte[] frame = HexFormat.of().parseHex(header + MASK);
            assertEquals(frame.length, scanner.next(frame, 0, frame.length), header);
        }
    }

    @Test
    void refusesReservedBitsAndOpcodesByTheFirstByte() {
        for (String first : List.of("c2", "a2", "92", "f2", "c9", "83", "84", "85", "86", "87", "8b", "8c", "8d", "8e", "8f", "03")) {
            scanner = new WebSocketScanner(LIMITS, () -> now);
            byte[] one = HexFormat.of().parseHex(first);
            assertEquals(1002, assertThrows(WebSocketViolation.class, () -> scanner.next(one, 0, 1), first).closeCode());
        }
    }

    @Test
    void refusesAFrameWithoutAMask() {
        assertEquals(1002, violation("8200"));
        assertEquals(1002, violation("8900"));
    }

    @Test
    void refusesAFragmentedOrLongControlFrame() {
        assertEquals(1002, violation("0980"));
        assertEquals(1002, violation("0880"));
        assertEquals(1002, violation("89fe007e"));
        assertEquals(1002, violation("8aff0000000000010000"));
    }

    @Test
    void refusesALengthInMoreBytesThanItNeedsAndOneWithItsTopBit() {
        assertEquals(1002, violation("82fe007d"));
        assertEquals(1002, violation("82ff000000000000ffff"));
        assertEquals(1002, violation("82ff8000000000000000"));
        assertEquals(1002, violation("82ffffffffffffffffff"));
    }

    @Test
    void refusesALengthBeyondTheLimitBeforeTheMaskIsThere() {
        byte[] header = HexFormat.of().parseHex("82ff7fffffffffffffff");
        assertEquals(1009, assertThrows(WebSocketViolation.class, () -> scanner.next(header, 0, header.length)).closeCode());
        scanner = new WebSocketScanner(LIMITS, () -> now);
        assertEquals(1009, violation("82ff0000000000011171")); // 70,001
    }

    @Test
    void refusesAMessageWhoseFragmentsAreTooLongTogether() throws WebSocketViolation {
        byte[] half = frame(0x02, 35_000);
        byte[] rest = frame(0x00, 35_000);
        assertEquals(half.length, scanner.next(half, 0, half.length));
        assertEquals(rest.length, scanner.next(rest, 0, rest.length), "exactly the limit");
        assertEquals(1009, violation("0081"));
    }

    @Test
    void refusesContinuationsOfNothingAndMessagesWithinAnother() throws WebSocketViolation {
        assertEquals(1002, violation("8080"));
        takes("0180", "8980", "0080", "8080", "8280");
        assertEquals(1002, violation("0280", "8180"));
    }

    @Test
    void refusesFragmentsWithoutEndHoweverEmpty() throws WebSocketViolation {
        takes("0280", "0080", "0080", "8980", "8080");
        takes("0280", "0080", "0080", "0080");
        assertEquals(1008, violation("0080"));
    }

    @Test
    void refusesMoreFramesThanASecondMayHave() throws WebSocketViolation {
        for (int frame = 0; frame < LIMITS.frames(); frame++) {
            takes("8280");
        }
        now += TimeUnit.MILLISECONDS.toNanos(999);
        assertEquals(1008, violation("8280"));
        for (int frame = 0; frame < 2 * LIMITS.frames(); frame++) {
            takes("8280");
            now += frame == LIMITS.frames() - 1 ? TimeUnit.SECONDS.toNanos(1) : 0;
        }
    }

    @Test
    void refusesMorePingsThanASecondMayHaveAndPongsAlike() throws WebSocketViolation {
        for (int frame = 0; frame < LIMITS.controlFrames() / 2; frame++) {
            takes("8980", "8a80", "8280");
        }
        takes("8280");
        assertEquals(1008, violation("8a80"));
    }

    @Test
    void isLateWhenAMessageOrAFrameIsUnfinishedForTooLong() throws WebSocketViolation {
        byte[] begun = {(byte) 0x82};
        assertEquals(-1, scanner.next(begun, 0, 1));
        now += TimeUnit.MILLISECONDS.toNanos(LIMITS.messageMillis());
        assertFalse(scanner.isLate());
        now++;
        assertTrue(scanner.isLate(), "one byte of a header");
        byte[] rest = HexFormat.of().parseHex("80" + MASK);
        assertEquals(rest.length, scanner.next(rest, 0, rest.length));
        assertFalse(scanner.isLate(), "it is whole");

        takes("0280");
        now += TimeUnit.MILLISECONDS.toNanos(LIMITS.messageMillis()) + 1;
        takes("8980", "0080");
        assertTrue(scanner.isLate(), "neither a ping nor a fragment ends a message");
        takes("8080");
        assertFalse(scanner.isLate());
    }

    @Test
    void saysWhenTheCloseFrameHasCome() throws WebSocketViolation {
        takes("8280");
        assertFalse(scanner.isClosed());
        takes("8880");
        assertTrue(scanner.isClosed());
    }

    /** @param first opcode and FIN */
    private static byte[] frame(int first, int length) {
        ByteBuffer frame = ByteBuffer.allocate(14 + length).put((byte) first);
        if (length <= 125) {
            frame.put((byte) (0x80 | length));
        } else if (length <= 0xFFFF) {
            frame.put((byte) 0xFE).putShort((short) length);
        } else {
            frame.put((byte) 0xFF).putLong(length);
        }
        frame.putInt(0x01020304).position(frame.position() + length);
        return java.util.Arrays.copyOf(frame.array(), frame.position());
    }

    @Provide
    Arbitrary<List<byte[]>> messages() {
        Arbitrary<Integer> lengths = Arbitraries.of(0, 1, 124, 125, 126, 127, 500, 65_535, 65_536);
        Arbitrary<byte[]> whole = lengths.map(length -> frame(0x82, length));
        Arbitrary<byte[]> ping = Arbitraries.of(0, 4, 125).map(length -> frame(0x89, length));
        Arbitrary<byte[]> parts = Combinators.combine(lengths.filter(length -> length < 1_000), ping, lengths.filter(length -> length < 1_000))
                .as((begin, between, end) -> joined(List.of(frame(0x01, begin), between, frame(0x80, end))));
        return Arbitraries.oneOf(whole, ping, parts).list().ofMaxSize(6);
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        parts.forEach(joined::writeBytes);
        return joined.toByteArray();
    }

    /** However the network cuts it: the same ends of frames, and those alone. */
    @Property(tries = 300)
    void findsTheEndOfEachFrameInWhateverPiecesItComes(@ForAll("messages") List<byte[]> messages, @ForAll long seed) throws WebSocketViolation {
        byte[] stream = joined(messages);
        assertEquals(ends(stream, new java.util.Random(0), stream.length + 1), ends(stream, new java.util.Random(seed), 100));
        List<Integer> whole = ends(stream, new java.util.Random(0), stream.length + 1);
        assertEquals(stream.length, whole.isEmpty() ? 0 : whole.get(whole.size() - 1));
    }

    private static List<Integer> ends(byte[] stream, java.util.Random random, int mostAtOnce) throws WebSocketViolation {
        WebSocketScanner scanner = new WebSocketScanner(LIMITS, () -> 1);
        List<Integer> ends = new ArrayList<>();
        for (int from = 0, to; from < stream.length; from = to) {
            to = mostAtOnce > stream.length ? stream.length : Math.min(stream.length, from + 1 + random.nextInt(mostAtOnce));
            for (int at = scanner.next(stream, from, to); at >= 0; at = at == to ? -1 : scanner.next(stream, at, to)) {
                ends.add(at);
            }
        }
        return ends;
    }

    /** Whatever comes: an end within what was given, more to come, or a violation with a code that may be sent. */
    @Property(tries = 1_000)
    void takesOrRefusesAnyBytes(@ForAll byte[] bytes) {
        WebSocketScanner any = new WebSocketScanner(LIMITS, () -> 1);
        try {
            int at = 0;
            while (at >= 0 && at < bytes.length) {
                int end = any.next(bytes, at, bytes.length);
                assertTrue(end == -1 || end > at && end <= bytes.length);
                at = end;
            }
        } catch (WebSocketViolation e) {
            assertTrue(List.of(1002, 1008, 1009).contains(e.closeCode()));
        }
    }
}
