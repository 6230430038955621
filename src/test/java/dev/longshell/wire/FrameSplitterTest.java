package dev.longshell.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FrameSplitterTest {
    private static final List<ByteBuffer> FRAMES = List.of(Frame.view(true), Frame.input(7, new byte[] {1, 2, 3}), Frame.json(Tag.EVENT, "{\"type\":\"ü\"}"),
            Frame.resize(80, 24));

    @Test
    void cutAtEveryByteTheFramesAreTheSame() {
        byte[] stream = stream(FRAMES);
        for (int cut = 0; cut <= stream.length; cut++) {
            FrameSplitter splitter = new FrameSplitter();
            List<ByteBuffer> frames = new ArrayList<>();

            splitter.accept(ByteBuffer.wrap(stream, 0, cut), frames::add);
            splitter.accept(ByteBuffer.wrap(stream, cut, stream.length - cut), frames::add);

            assertEquals(FRAMES, frames, "cut at " + cut);
        }
    }

    @Test
    void byteByByteTheFramesAreTheSame() {
        FrameSplitter splitter = new FrameSplitter();
        List<ByteBuffer> frames = new ArrayList<>();

        for (byte each : stream(FRAMES)) {
            splitter.accept(ByteBuffer.wrap(new byte[] {each}), frames::add);
        }

        assertEquals(FRAMES, frames);
    }

    @Property
    void anyFramesInAnyPiecesComeOutWhole(@ForAll List<byte[]> payloads, @ForAll long seed) {
        List<ByteBuffer> sent = payloads.stream().map(bytes -> Frame.input(0, bytes)).toList();
        ByteBuffer stream = ByteBuffer.wrap(stream(sent));
        FrameSplitter splitter = new FrameSplitter();
        List<ByteBuffer> frames = new ArrayList<>();
        Random random = new Random(seed);

        while (stream.hasRemaining()) {
            ByteBuffer piece = stream.slice(stream.position(), Math.min(stream.remaining(), 1 + random.nextInt(20)));
            stream.position(stream.position() + piece.remaining());
            splitter.accept(piece, frames::add);
        }

        assertEquals(sent, frames);
    }

    @Test
    void takesTheLargestFrame() {
        List<ByteBuffer> frames = new ArrayList<>();

        new FrameSplitter().accept(FrameSplitter.withLength(ByteBuffer.allocate(Protocol.MAX_FRAME_BYTES)), frames::add);

        assertEquals(Protocol.MAX_FRAME_BYTES, frames.get(0).remaining());
    }

    @Test
    void refusesALengthThatLies() {
        for (int length : new int[] {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, Protocol.MAX_FRAME_BYTES + 1}) {
            FaultException refused = assertThrows(FaultException.class,
                    () -> new FrameSplitter().accept(ByteBuffer.allocate(4).putInt(length).flip(), frame -> { }));
            assertEquals(Fault.MALFORMED_FRAME, refused.fault());
            assertTrue(refused.getMessage().contains(Integer.toString(length)), refused::getMessage);
        }
    }

    private static byte[] stream(List<ByteBuffer> frames) {
        ByteBuffer stream = ByteBuffer.allocate(1 << 20);
        frames.forEach(frame -> stream.put(FrameSplitter.withLength(frame.duplicate())));
        return Frame.bytes(stream.flip());
    }
}
