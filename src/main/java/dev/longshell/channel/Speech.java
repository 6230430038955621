package dev.longshell.channel;

import java.nio.ByteBuffer;

/** What a socket speaks: frames, or the plain stream. One instance serves one socket; knows nothing of sending. */
interface Speech {
    /** What the session is sent for a binary message; null for nothing. @throws dev.longshell.fault.FaultException MALFORMED_FRAME */
    ByteBuffer binaryToSession(ByteBuffer message);

    /** What the session is sent for a text message; null for nothing. @throws dev.longshell.fault.FaultException MALFORMED_FRAME */
    ByteBuffer textToSession(String message);

    /** The binary message for a frame of the session; null for none. */
    ByteBuffer toViewer(ByteBuffer frame);

    /** The binary message for an event of the gateway's own; null for none. */
    ByteBuffer eventToViewer(String json);

    /** What the session is sent when whoever looked does not answer any more: that nobody does. Null for nothing; for any thread, as {@link #looksAgain}. */
    ByteBuffer looksNoMore();

    /** What the session is sent when they answer again; null for nothing. */
    ByteBuffer looksAgain();

    /** What the session is sent once that message was taken by the viewer's socket; null for nothing. */
    ByteBuffer afterSending();
}
