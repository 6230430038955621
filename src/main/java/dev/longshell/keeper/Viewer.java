package dev.longshell.keeper;

import dev.longshell.wire.Attach;
import dev.longshell.wire.Frame;
import dev.longshell.wire.FrameSplitter;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.SessionReport;
import dev.longshell.wire.Tag;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one viewer has been sent and what it lacks; knows nothing of PTYs. Under its session's lock only.
 *
 * <pre>
 *   streams    sent - acknowledged below the window: OUTPUT as it comes, in a flood a window at a time with a pause after
 *   waits      the window is full, or the socket is, or it is in the background: nothing is queued, the session's log goes on
 *   leaps      free again, but more than a window behind: SNAPSHOT of the screen as it is, and streams from there
 *   catches up came back with an offset that the log still has: what it lacks comes without a leap, a window at a time
 * </pre>
 *
 * A new size is told where it stands in the output, between what was written before and after it; whoever lacks too
 * many leaps.
 */
final class Viewer {
    /** Payload of an OUTPUT frame in bytes: a flood makes few frames, and what a key's echo may have to wait behind is a fraction of a millisecond. */
    static final int FRAME_PAYLOAD_BYTES = 32 << 10;
    private static final int INPUT_ACK_BYTES = FrameSplitter.LENGTH_BYTES + 1 + Long.BYTES;
    private static final int NORMAL_CLOSURE = 1000;
    private static final String ENDED = "The session ended.";
    private static final Attach.Guest NOBODY = new Attach.Guest(null, null, null);

    private final Session session;
    private final Connection connection;
    private final String id;
    private final Attach.Role role;
    private final Attach.Mode mode;
    private final Typist typist;
    private final Attach.Guest guest;
    private final int number;
    private final Long attempt;
    private final Pace pace = new Pace();
    private Size wanted;
    private long typedAt;
    /** Not sent yet; the last of each type counts. */
    private final Map<String, String> events = new LinkedHashMap<>();
    private long sent;
    private long acknowledged;
    private long catchUpTo;
    /** Number of the last change of size that it knows. */
    private long sizeNumber;
    private boolean visible = true;
    /** Keys go to it; not known until it says so, types, or is silent about it for a while. */
    private boolean focused;
    private boolean toldFocus;
    private boolean snapshotDue;
    private long snapshotOffset = -1;
    /** On its way, or null. */
    private SnapshotFrames snapshot;
    private boolean toldExit;
    private boolean pumpScheduled;
    private long pumpDueNanos;
    private boolean blocked;
    private long inputAcknowledged;
    private boolean inputAckOverdue;

    /** Columns and rows that fill a viewer's window, in cells. */
    record Size(int columns, int rows) {
    }

    /** @param number of this viewer among all that the session has had */
    Viewer(Session session, Connection connection, Attach attach, Typist typist, int number) {
        this.session = session;
        this.connection = connection;
        this.id = attach.viewer();
        this.role = attach.role();
        this.mode = attach.mode() == null ? Attach.Mode.LEAPING : attach.mode();
        this.typist = typist;
        this.guest = attach.guest() == null ? NOBODY : attach.guest();
        this.number = number;
        this.attempt = attach.attempt();
        this.wanted = attach.columns() == null || attach.rows() == null ? null : new Size(attach.columns(), attach.rows());
        this.inputAcknowledged = typist.received();
        begin(attach.from());
    }

    private void begin(Long from) {
        OutputLog log = session.log();
        boolean resumes = from != null && from >= log.start() && from <= log.end()
                && (isLossless() || session.sizeChanges().isCertainAt(from));
        snapshotDue = !resumes;
        sent = resumes ? from : log.end();
        acknowledged = sent;
        catchUpTo = log.end();
    }

    String id() {
        return id;
    }

    /** The attempt that comes now was made before this one, and was on its way for longer. */
    boolean isNewerThan(Attach other) {
        return attempt != null && other.attempt() != null && attempt > other.attempt();
    }

    boolean mayType() {
        return role == Attach.Role.OPERATOR;
    }

    boolean isVisible() {
        return visible;
    }

    /** Id of the share link that it came by, or null. */
    String share() {
        return guest.share();
    }

    /** What it may have for its own; null for one that never said. */
    Size wanted() {
        return wanted;
    }

    void wants(int columns, int rows) {
        wanted = new Size(columns, rows);
    }

    /** The later it typed, the higher; 0 for never. */
    long typedAt() {
        return typedAt;
    }

    void typed(long at) {
        typedAt = at;
    }

    /** @param drives true for the one that does */
    SessionReport.Watcher watcher(boolean drives) {
        String word = mayType() ? "operator" : "observer";
        return new SessionReport.Watcher(number, guest.name(), drives ? "driver" : word, visible, guest.share());
    }

    Typist typist() {
        return typist;
    }

    boolean isLossless() {
        return mode == Attach.Mode.LOSSLESS;
    }

    /** True when a lossless viewer lacks a window of output: the PTY waits for it. */
    boolean holdsBack() {
        return isLossless() && session.log().end() - acknowledged >= Protocol.WINDOW_BYTES;
    }

    /** Greets, then sends what there is. */
    void welcome() {
        SizeChanges sizes = session.sizeChanges();
        SizeChanges.Change size = snapshotDue ? sizes.newest() : sizes.at(sent);
        sizeNumber = snapshotDue ? size.number() : sizes.knownAt(sent).number();
        connection.send(Frame.json(Tag.EVENT, Events.hello(this, session, size)));
    }

    /** Keeps an event until it can be sent, in the place of an older one of its type. */
    void note(String type, String json) {
        events.put(type, json);
    }

    void acknowledge(long offset) {
        acknowledged = Math.max(acknowledged, Math.min(offset, sent));
        snapshotOffset = offset >= snapshotOffset ? -1 : snapshotOffset;
    }

    void show(boolean nowVisible) {
        visible = nowVisible;
    }

    void focus(boolean nowFocused) {
        focused = nowFocused;
    }

    void toldFocus() {
        toldFocus = true;
    }

    boolean hasToldFocus() {
        return toldFocus;
    }

    /** Somebody who may type has the terminal before them. */
    boolean hasFocus() {
        return focused && visible && mayType();
    }

    /** Its input waits for room. */
    void block() {
        blocked = true;
    }

    void unblock() {
        if (blocked) {
            blocked = false;
            connection.resume();
        }
    }

    /** From now on INPUT_ACK does not wait for output to travel with. */
    void owesInputAck() {
        inputAckOverdue = true;
    }

    /** It sent again what it sent before: it does not know that it came. */
    void repeatInputAck() {
        inputAcknowledged = -1;
    }

    void close(int code, String reason) {
        connection.finish(code, reason);
    }

    /** Sends what may be sent now. */
    void pump() {
        while (connection.isIdle()) {
            ByteBuffer next = next();
            if (next == null) {
                break;
            }
            connection.sendPrefixed(next);
        }
        if (session.hasEnded() && sent == session.log().end() && connection.isIdle()) {
            end();
        }
    }

    /**
     * The close comes when all is acknowledged: a host that closes a connection on which bytes still come resets it (RFC 1122 section 4.2.2.13), and what is on
     * its way is lost with it. Whoever has acknowledged all has nothing more to send.
     */
    private void end() {
        if (!toldExit) {
            toldExit = true;
            connection.send(Frame.json(Tag.EVENT, Events.exit(session.status())));
            connection.finishAtTheLatest(NORMAL_CLOSURE, ENDED);
        }
        if (acknowledged == sent && snapshotOffset < 0) {
            connection.finish(NORMAL_CLOSURE, ENDED);
        }
    }

    private ByteBuffer next() {
        if (!events.isEmpty()) {
            Iterator<String> waiting = events.values().iterator();
            String json = waiting.next();
            waiting.remove();
            return FrameSplitter.withLength(Frame.json(Tag.EVENT, json));
        }
        ByteBuffer restOfSnapshot = snapshot == null ? null : snapshot.next();
        if (restOfSnapshot != null) {
            return restOfSnapshot;
        }
        snapshot = null;
        ByteBuffer output = nextOutput();
        return output == null && inputAckOverdue && owed() ? putInputAck(ByteBuffer.allocate(INPUT_ACK_BYTES)).flip() : output;
    }

    private ByteBuffer nextOutput() {
        SizeChanges.Change size = session.sizeChanges().after(sizeNumber);
        if (size != null && size.offset() <= sent && !snapshotDue && !lacksSizes()) {
            sizeNumber = size.number();
            return FrameSplitter.withLength(Frame.json(Tag.EVENT, Events.size(size)));
        }
        boolean wanted = visible || isLossless() || session.hasEnded();
        long room = acknowledged + Protocol.WINDOW_BYTES - sent;
        if (!wanted || room <= 0) {
            return null;
        }
        if (!snapshotDue && mustLeap()) {
            snapshotDue = mayLeap();
            if (!snapshotDue) {
                return null;
            }
        }
        if (snapshotDue) {
            takeSnapshot();
            return snapshot.next();
        }
        return mayStream() ? output(room, size == null ? Long.MAX_VALUE : size.offset()) : null;
    }

    /** Some that it would need are forgotten. One that is to have every byte goes on with those that are left. */
    private boolean lacksSizes() {
        return !isLossless() && !session.sizeChanges().hasAllAfter(sizeNumber);
    }

    private boolean mustLeap() {
        boolean behind = sent >= catchUpTo && !isLossless() && session.log().end() - sent > Protocol.WINDOW_BYTES;
        return behind || sent < session.log().start() || lacksSizes();
    }

    /** One leap for each that was acknowledged, and not too many a second; if not now, it tries again. */
    private boolean mayLeap() {
        long wait = pace.untilLeap(acknowledged);
        if (wait > 0) {
            pumpIn(wait);
        } else {
            pace.leaps(session.log().end());
        }
        return wait <= 0;
    }

    /** A window between two leaps; what came back with an offset catches up as fast as it acknowledges. If not now, it tries again. */
    private boolean mayStream() {
        long wait = isLossless() || sent < catchUpTo ? 0 : pace.untilStream();
        if (wait > 0) {
            pumpIn(wait);
        }
        return wait <= 0;
    }

    private void pumpIn(long nanos) {
        long due = System.nanoTime() + nanos;
        if (!pumpScheduled || due < pumpDueNanos) {
            pumpScheduled = true;
            pumpDueNanos = due;
            session.later(this::pumpAgain, nanos);
        }
    }

    private void pumpAgain() {
        pumpScheduled = false;
        pump();
    }

    private void takeSnapshot() {
        snapshotDue = false;
        long outstanding = sent - acknowledged;
        Display.Snapshot taken = session.display().snapshot();
        sent = taken.offset();
        acknowledged = sent - outstanding; // what it has not parsed yet still counts
        snapshotOffset = sent;
        sizeNumber = session.sizeChanges().newest().number();
        snapshot = new SnapshotFrames(sent, taken.columns(), taken.rows(), taken.bytes());
    }

    /** @param end where another size begins */
    private ByteBuffer output(long room, long end) {
        OutputLog log = session.log();
        long available = Math.min(session.deliverableEnd(), end) - sent;
        int length = (int) Math.min(Math.min(available, room), FRAME_PAYLOAD_BYTES);
        if (length < available) {
            length -= Cut.incompleteBytes(log, sent + length);
        }
        if (length <= 0) {
            return null;
        }
        ByteBuffer frames = ByteBuffer.allocate(FrameSplitter.LENGTH_BYTES + Frame.STREAM_HEADER_BYTES + length + INPUT_ACK_BYTES);
        frames.putInt(Frame.STREAM_HEADER_BYTES + length).put(Tag.OUTPUT).putLong(sent);
        log.copy(sent, length, frames);
        sent += length;
        pace.streams(length);
        if (owed()) {
            putInputAck(frames);
        }
        return frames.flip();
    }

    private boolean owed() {
        return typist.written(session.inputWritten()) > inputAcknowledged;
    }

    private ByteBuffer putInputAck(ByteBuffer frames) {
        inputAcknowledged = typist.written(session.inputWritten());
        inputAckOverdue = false;
        return frames.putInt(1 + Long.BYTES).put(Tag.INPUT_ACK).putLong(inputAcknowledged);
    }
}
