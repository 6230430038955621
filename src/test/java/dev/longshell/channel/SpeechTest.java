package dev.longshell.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.Frame;
import dev.longshell.wire.Tag;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SpeechTest {
    @Test
    void framedHandsWholeFramesOnAsTheyAre() {
        ByteBuffer input = Frame.input(3, new byte[] {1});

        assertSame(input, new Framed().binaryToSession(input));
    }

    @Test
    void framedRefusesWhatIsCutShortOrLiesOrIsText() {
        Framed framed = new Framed();
        for (byte[] frame : new byte[][] {{}, {Tag.INPUT, 0}, {Tag.RESIZE, 0, 80}, {Tag.ACK}, {Tag.VIEW}, {Tag.VIEW, 1, 1}, {Tag.TAKE, 1}, {Tag.INPUT, -1, 0, 0, 0, 0, 0, 0, 0, 1}}) {
            FaultException refusal = assertThrows(FaultException.class, () -> framed.binaryToSession(ByteBuffer.wrap(frame)));
            assertEquals(Fault.MALFORMED_FRAME, refusal.fault());
        }
        assertThrows(FaultException.class, () -> framed.textToSession("text"));
    }

    @Test
    void framedKeepsTheGatewaysOwnTagsAndUnknownOnesFromTheKeeper() {
        for (int tag = 0; tag < 256; tag++) {
            if (tag < Tag.INPUT || tag > Tag.TAKE || tag == Tag.AUTH) {
                assertNull(new Framed().binaryToSession(ByteBuffer.wrap(new byte[] {(byte) tag, 0, 0, 0, 0, 0, 0, 0, 0, 0})), "tag " + tag);
            }
        }
    }

    @Test
    void framedTellsTheSessionOnlyOfOneWhoLooksThatNobodyDoes() {
        Framed framed = new Framed();
        assertEquals(Frame.view(false), framed.looksNoMore());
        assertEquals(Frame.view(true), framed.looksAgain());

        framed.binaryToSession(Frame.view(false));
        assertNull(framed.looksNoMore());
        assertNull(framed.looksAgain(), "who hid before stays hidden");

        framed.binaryToSession(Frame.view(true));
        assertEquals(Frame.view(true), framed.looksAgain());

        framed.binaryToSession(Frame.view((byte) 2));
        assertEquals(Frame.view(false), framed.looksNoMore());
        assertEquals(Frame.view((byte) 2), framed.looksAgain(), "who looked without the focus has none now");
    }

    @Test
    void plainCountsItsInputAndAcknowledgesWhatTheSocketTook() {
        Plain plain = new Plain();

        assertEquals(0, plain.textToSession("\u00e9").getLong(1));
        assertEquals(2, plain.binaryToSession(ByteBuffer.wrap(new byte[] {'a'})).getLong(1));

        ByteBuffer output = plain.toViewer(Frame.output(40, "hello".getBytes(StandardCharsets.US_ASCII), 0, 5));
        assertEquals("hello", Frame.text(output));
        assertEquals(45, plain.afterSending().getLong(1));
        assertNull(plain.afterSending());
        assertNull(plain.toViewer(Frame.json(Tag.EVENT, "{}")));
        assertNull(plain.toViewer(Frame.snapshot(50, 80, 24, new byte[0])));
        assertEquals(50, plain.afterSending().getLong(1));
    }

    @Test
    void shortensAReasonToWhatACloseFrameHoldsAndNeverInsideACharacter() {
        assertEquals("\u20ac".repeat(41), Viewer.shortened("\u20ac".repeat(200)));
        assertEquals("short", Viewer.shortened("short"));
    }
}
