package dev.longshell.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.longshell.fault.FaultException;
import dev.longshell.wire.Frame;
import dev.longshell.wire.FrameSplitter;
import dev.longshell.wire.Tag;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FrameCutterTest {
    private static ByteBuffer received(ByteBuffer... frames) {
        ByteBuffer all = ByteBuffer.allocate(1 << 20);
        for (ByteBuffer frame : frames) {
            all.put(FrameSplitter.withLength(frame));
        }
        return all.flip();
    }

    private static ByteBuffer output(long offset, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) offset);
        return Frame.output(offset, bytes, 0, length);
    }

    @Test
    void mergesOutputThatFollowsAndNothingElse() {
        ByteBuffer received = received(output(10, 5), output(15, 3), Frame.number(Tag.INPUT_ACK, 4), output(18, 2));

        ByteBuffer merged = FrameCutter.next(received);

        assertEquals(Frame.STREAM_HEADER_BYTES + 8, merged.remaining());
        assertEquals(10, merged.getLong(1));
        assertArrayEquals(new byte[] {10, 10, 10, 10, 10, 15, 15, 15}, Frame.bytes(merged.position(Frame.STREAM_HEADER_BYTES)));
        assertEquals(Tag.INPUT_ACK, FrameCutter.next(received).get(0));
        assertEquals(18, FrameCutter.next(received).getLong(1));
        assertNull(FrameCutter.next(received));
    }

    @Test
    void leavesOutputAloneThatDoesNotFollow() {
        ByteBuffer received = received(output(10, 5), output(16, 3));

        assertEquals(Frame.STREAM_HEADER_BYTES + 5, FrameCutter.next(received).remaining());
        assertEquals(16, FrameCutter.next(received).getLong(1));
    }

    @Test
    void mergesNoMoreThanTheBound() {
        ByteBuffer received = received(output(0, 32 << 10), output(32 << 10, 32 << 10), output(64 << 10, 32 << 10));

        assertEquals(Frame.STREAM_HEADER_BYTES + FrameCutter.MERGED_BYTES, FrameCutter.next(received).remaining());
        assertEquals(64 << 10, FrameCutter.next(received).getLong(1));
    }

    @Test
    void waitsForTheRestOfAFrameCutAnywhere() {
        ByteBuffer whole = received(output(7, 20));
        for (int cut = 0; cut < whole.limit(); cut++) {
            assertNull(FrameCutter.next(whole.duplicate().limit(cut)), "cut at " + cut);
        }
        assertEquals(7, FrameCutter.next(whole).getLong(1));
    }

    @Test
    void refusesALengthThatLies() {
        assertThrows(FaultException.class, () -> FrameCutter.next(ByteBuffer.allocate(8).putInt(0).putInt(0).flip()));
        assertThrows(FaultException.class, () -> FrameCutter.next(ByteBuffer.allocate(8).putInt(-1).putInt(0).flip()));
        assertThrows(FaultException.class, () -> FrameCutter.next(ByteBuffer.allocate(8).putInt((1 << 20) + 1).putInt(0).flip()));
    }
}
