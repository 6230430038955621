package dev.longshell.keeper;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * What goes into a session's PTY: keys, pastes and the terminal's own answers, in the order they came; tells the viewers how far it got. Knows nothing of output.
 * Under its session's lock only.
 */
final class Intake {
    /** INPUT_ACK travels behind the echo when one comes within this time: one frame fewer to wake the gateway for, before the one that is waited for. */
    private static final long INPUT_ACK_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** Pauses between two tries to hand over input that a program does not read. */
    private static final long FIRST_RETRY_MILLIS = 1;
    private static final long LAST_RETRY_MILLIS = 50;
    /** Bytes of answers that wait at most: a program that asks and does not read must not take the room of whoever types. */
    static final int ANSWERS_LIMIT_BYTES = 16 << 10;

    private final PtyInput input;
    private final Audience audience;
    private final Later later;
    private final ByteArrayOutputStream answers = new ByteArrayOutputStream(0);
    private boolean inputAckScheduled;
    private boolean retryScheduled;
    private long inputs;

    Intake(PtyInput input, Audience audience, Later later) {
        this.input = input;
        this.audience = audience;
        this.later = later;
    }

    /** {@link PtyInput#written} */
    long written() {
        return input.written();
    }

    /** Times that something was typed; tells an echo from a flood. */
    long inputs() {
        return inputs;
    }

    /**
     * What a viewer typed: a duplicate is dropped, an overlap trimmed.
     *
     * @param offset bytes that this viewer typed before
     * @return false when not all of it has room; the same call is to come again
     * @throws FaultException INVALID_PARAMETER at a gap
     */
    boolean typed(Viewer viewer, long offset, ByteBuffer typed) {
        skipKnown(viewer, offset, typed);
        viewer.typist().took(accept(typed), input.accepted());
        acknowledgeSoon();
        if (typed.hasRemaining()) {
            viewer.block();
        }
        return !typed.hasRemaining();
    }

    /** As {@link #typed}, of bytes that are not for the program. */
    void dropped(Viewer viewer, long offset, ByteBuffer typed) {
        skipKnown(viewer, offset, typed);
        viewer.typist().took(typed.remaining(), input.accepted());
        acknowledgeSoon();
    }

    private static void skipKnown(Viewer viewer, long offset, ByteBuffer typed) {
        long known = viewer.typist().received() - offset;
        if (known < 0 || offset < 0) {
            throw new FaultException(Fault.INVALID_PARAMETER,
                    "Input at offset " + offset + " where " + viewer.typist().received() + " is the next: something is missing.");
        }
        if (known > 0) {
            viewer.repeatInputAck();
        }
        typed.position(typed.position() + (int) Math.min(known, typed.remaining()));
    }

    /** Input beside the viewers', all or nothing. @throws FaultException RATE_LIMIT when the program reads nothing and there is no room */
    void type(byte[] bytes) {
        if (bytes.length > input.room()) {
            throw FaultException.retryable(Fault.RATE_LIMIT, "The program does not read its input: " + input.room() + " bytes have room.", LAST_RETRY_MILLIS, null);
        }
        accept(ByteBuffer.wrap(bytes));
    }

    private int accept(ByteBuffer typed) {
        inputs++;
        int taken = input.accept(typed);
        retryLater(FIRST_RETRY_MILLIS);
        return taken;
    }

    /** The terminal's answer to a query: whole, or not at all when its program does not read. It leaves with {@link #flushAnswers}. @return false for not at all */
    boolean answer(byte[] answer) {
        boolean hasRoom = input.pending() + answers.size() + answer.length <= ANSWERS_LIMIT_BYTES;
        if (hasRoom) {
            answers.writeBytes(answer);
        }
        return hasRoom;
    }

    /** Writes the answers that one chunk of output asked for, at once: a chunk may hold thousands of queries. */
    void flushAnswers() {
        if (answers.size() > 0) {
            input.accept(ByteBuffer.wrap(answers.toByteArray()));
            answers.reset();
            retryLater(FIRST_RETRY_MILLIS);
        }
    }

    private void retryLater(long delayMillis) {
        if (input.pending() > 0 && !retryScheduled) {
            retryScheduled = true;
            later.run(() -> retry(delayMillis), TimeUnit.MILLISECONDS.toNanos(delayMillis));
        }
    }

    private void retry(long delayMillis) {
        retryScheduled = false;
        retryLater(flush() ? FIRST_RETRY_MILLIS : Math.min(LAST_RETRY_MILLIS, 2 * delayMillis));
    }

    /** Tries again to hand over what waits. @return true when the PTY took something */
    boolean flush() {
        if (input.pending() == 0 || !input.flush()) {
            return false;
        }
        audience.each(Viewer::unblock);
        acknowledgeSoon();
        return true;
    }

    private void acknowledgeSoon() {
        if (!inputAckScheduled) {
            inputAckScheduled = true;
            later.run(this::acknowledge, INPUT_ACK_DELAY_NANOS);
        }
    }

    private void acknowledge() {
        inputAckScheduled = false;
        audience.each(Viewer::owesInputAck);
        audience.pump();
    }

    /** The child is gone: what waits is for nobody, and counts as written. */
    void end() {
        input.flush();
        audience.each(Viewer::unblock);
        audience.each(Viewer::owesInputAck);
    }
}
