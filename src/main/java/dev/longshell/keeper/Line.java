package dev.longshell.keeper;

import java.nio.ByteBuffer;

/** What the frames of one connection mean; called by the selector thread only, and must not block it. */
interface Line {
    /**
     * One frame, position at its tag.
     *
     * @return false when there is no room for (all of) it now: the same frame comes again after {@link Connection#resume}, and none before it
     * @throws dev.longshell.fault.FaultException ends the connection with the fault's close code
     */
    boolean frame(ByteBuffer frame);

    /** True for a frame that need not wait behind one that has no room: without a viewer's ACK no output, and without output perhaps never any room. */
    boolean overtakes(ByteBuffer frame);

    /** Nothing waits to be sent any more. */
    void drained();

    /** The connection is over; the last call. */
    void closed();
}
