package dev.longshell.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Looks, by coverage, for a byte stream that the splitter or the JSON words cannot take: frames, or MALFORMED_FRAME, and nothing else.. */
class FrameFuzz {

    @FuzzTest(maxDuration = "10s")
    void takesAnyStreamInAnyPieces(FuzzedDataProvider data) {
        FrameSplitter splitter = new FrameSplitter();
        List<ByteBuffer> frames = new ArrayList<>();
        try {
            while (data.remainingBytes() > 0) {
                splitter.accept(ByteBuffer.wrap(data.consumeBytes(data.consumeInt(1, 64))), frames::add);
            }
            for (ByteBuffer frame : frames) {
                frame.get();
                Json.read(Frame.text(frame), Call.class);
            }
        } catch (FaultException e) {
            assertEquals(Fault.MALFORMED_FRAME, e.fault());
        }
    }
}
