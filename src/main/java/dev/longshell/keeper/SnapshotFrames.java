package dev.longshell.keeper;

import dev.longshell.wire.Frame;
import dev.longshell.wire.FrameSplitter;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.Tag;
import java.nio.ByteBuffer;

/**
 * A screen's bytes as frames, one after the other: SNAPSHOT_PARTs for what does not fit into the SNAPSHOT, which comes last and stands for all of them; knows
 * nothing of what they show.
 */
final class SnapshotFrames {
    /** Bytes of a screen that need no second frame. */
    static final int FITTING_BYTES = Protocol.MAX_FRAME_BYTES - Frame.SNAPSHOT_HEADER_BYTES;

    private final long offset;
    private final int columns;
    private final int rows;
    private final byte[] bytes;
    private int told;
    private boolean over;

    /** @param offset of the log, that the screen stands for */
    SnapshotFrames(long offset, int columns, int rows, byte[] bytes) {
        this.offset = offset;
        this.columns = columns;
        this.rows = rows;
        this.bytes = bytes;
    }

    /** The next frame with its length in front; null when all of them were taken. */
    ByteBuffer next() {
        int left = bytes.length - told;
        if (left > FITTING_BYTES) {
            told += FITTING_BYTES;
            return ByteBuffer.allocate(FrameSplitter.LENGTH_BYTES + 1 + FITTING_BYTES).putInt(1 + FITTING_BYTES)
                    .put(Tag.SNAPSHOT_PART).put(bytes, told - FITTING_BYTES, FITTING_BYTES).flip();
        }
        if (over) {
            return null;
        }
        over = true;
        return ByteBuffer.allocate(FrameSplitter.LENGTH_BYTES + Frame.SNAPSHOT_HEADER_BYTES + left).putInt(Frame.SNAPSHOT_HEADER_BYTES + left)
                .put(Tag.SNAPSHOT).putLong(offset).putShort((short) columns).putShort((short) rows).put(bytes, told, left).flip();
    }
}
