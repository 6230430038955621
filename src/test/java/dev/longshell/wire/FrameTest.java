package dev.longshell.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The bytes on the wire, as docs/protocol.md draws them. */
class FrameTest {
    @Test
    void everyFrameHasTheBytesOfTheDrawing() {
        byte[] ab = {'a', 'b'};
        assertBytes("01 0000000000000102 6162", Frame.input(0x102, ab));
        assertBytes("81 0000000000000102 62", Frame.output(0x102, ab, 1, 1));
        assertBytes("82 0000000000000102 0084 0032 6162", Frame.snapshot(0x102, 132, 50, ab));
        assertBytes("02 0084 0032", Frame.resize(132, 50));
        assertBytes("03 ffffffffffffffff", Frame.number(Tag.ACK, -1));
        assertBytes("83 0000000000000007", Frame.number(Tag.INPUT_ACK, 7));
        assertBytes("04 0000000000000007", Frame.number(Tag.PING, 7));
        assertBytes("84 0000000000000007", Frame.number(Tag.PONG, 7));
        assertBytes("05 01", Frame.view(true));
        assertBytes("05 00", Frame.view(false));
        assertBytes("85 7b7d", Frame.json(Tag.EVENT, "{}"));
        assertBytes("42 22c3bc22", Frame.json(Tag.ATTACH, "\"ü\""));
        assertBytes("40 0001 7b7d", Frame.hello(1, "{}"));
        assertBytes("41 00000009 7b7d", Frame.numbered(Tag.REQUEST, 9, "{}"));
        assertBytes("c3 1131 6f6e", Frame.close(4401, "on"));
    }

    @Property
    void inputComesBack(@ForAll long offset, @ForAll byte[] bytes) {
        ByteBuffer frame = Frame.input(offset, bytes);

        assertEquals(Tag.INPUT, frame.get());
        assertEquals(offset, frame.getLong());
        assertArrayEquals(bytes, Frame.bytes(frame));
    }

    @Property
    void textComesBack(@ForAll String text) {
        String whole = new String(text.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);

        ByteBuffer frame = Frame.close(65535, whole);

        assertEquals(Tag.CLOSE, frame.get());
        assertEquals(65535, Short.toUnsignedInt(frame.getShort()));
        assertEquals(whole, Frame.text(frame));
    }

    @Test
    void recordsComeBackFromTheirJson() {
        OpenSession open = new OpenSession("session_1", "terminal", List.of("-/bin/bash", "ü€😀\n\""), "/tmp", Map.of("LANG", "C.UTF-8"), 80, 24, 5000, false);
        assertEquals(Call.open(open), Json.read(Json.write(Call.open(open)), Call.class));
        Attach attach = new Attach("session_1", "viewer", (1L << 62) + 1, null, 24, Attach.Role.OBSERVER, Attach.Mode.LOSSLESS);
        assertEquals(attach, Json.read(Json.write(attach), Attach.class));
        byte[] everyByte = new byte[256];
        for (int i = 0; i < everyByte.length; i++) {
            everyByte[i] = (byte) i;
        }
        Call input = Json.read(Json.write(Call.input("session_1", everyByte)), Call.class);
        assertArrayEquals(everyByte, input.input().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    @Test
    void unknownMembersAreIgnoredAndMissingOnesEmpty() {
        Attach attach = Json.read("{\"session\":\"s\",\"colour\":{\"of\":[1]}}", Attach.class);

        assertEquals("s", attach.session());
        assertEquals(null, attach.from());
        assertFalse(Json.write(attach).contains("null"));
    }

    @Test
    void whatIsNoJsonIsAMalformedFrame() {
        for (String text : new String[] {"", "{", "[]", "12", "{\"from\":\"x\"}", "null"}) {
            FaultException refused = assertThrows(FaultException.class, () -> Json.read(text, Attach.class), text);
            assertEquals(Fault.MALFORMED_FRAME, refused.fault());
        }
    }

    private static void assertBytes(String hex, ByteBuffer frame) {
        assertEquals(0, frame.position());
        assertEquals(hex.replace(" ", ""), HexFormat.of().formatHex(Frame.bytes(frame)));
    }
}
