package dev.longshell.keeper;

import dev.longshell.fault.Fault;
import dev.longshell.os.Processes;
import dev.longshell.wire.Attach;
import dev.longshell.wire.Frame;
import dev.longshell.wire.SessionReport;
import dev.longshell.wire.Tag;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;

/** A viewer of a session that this keeper does not have: it is shown the last checkpoint and how the session ended, or sent away. Knows nothing of files. */
final class Remains implements Line {
    private static final int NORMAL_CLOSURE = 1000;

    private final Connection connection;
    private SnapshotFrames snapshot;
    private ByteBuffer last;
    private String farewell;
    private boolean acknowledged;

    private Remains(Connection connection) {
        this.connection = connection;
    }

    /** The answer leaves once the disk has given what it has; the worker waits for it, nobody else. */
    static Line show(Connection connection, Attach attach, CheckpointFiles files, Executor worker) {
        Remains remains = new Remains(connection);
        worker.execute(() -> {
            Checkpoint checkpoint = files.read(attach.session());
            if (checkpoint == null) {
                connection.finish(Fault.NOT_FOUND.closeCode(), "There is no session " + attach.session() + ".");
                return;
            }
            remains.tell(attach, checkpoint);
        });
        return remains;
    }

    private synchronized void tell(Attach attach, Checkpoint checkpoint) {
        Checkpoint.About about = checkpoint.about();
        connection.send(Frame.json(Tag.EVENT, Events.hello(about)));
        boolean hasSeenMore = attach.from() != null && attach.from() >= about.offset();
        if (hasSeenMore) {
            acknowledged();
        } else {
            snapshot = new SnapshotFrames(about.offset(), about.columns(), about.rows(), checkpoint.snapshot());
        }
        last = Frame.json(Tag.EVENT, about.ended() ? Events.exit(new ExitStatus(about.exitCode(), about.signal(), about.endedBecause(), false)) : Events.lost(about, whyLost(about)));
        farewell = about.ended() ? "The session ended." : "The session is lost.";
        proceed();
    }

    private static String whyLost(Checkpoint.About about) {
        if (about.bootId() == null) {
            return null;
        }
        return about.bootId().equals(Processes.boot()) ? SessionReport.KEEPER_GONE : SessionReport.MACHINE_RESTARTED;
    }

    /** Sends what has room: a screen may take many frames. */
    private synchronized void proceed() {
        while (snapshot != null && connection.isIdle()) {
            ByteBuffer frame = snapshot.next();
            if (frame == null) {
                snapshot = null;
            } else {
                connection.sendPrefixed(frame);
            }
        }
        if (snapshot == null && last != null) {
            connection.send(last);
            last = null;
            connection.finishAtTheLatest(NORMAL_CLOSURE, farewell);
            finishWhenDone();
        }
    }

    private synchronized void acknowledged() {
        acknowledged = true;
        finishWhenDone();
    }

    /** The close comes when all is sent and the screen acknowledged, for the reason that {@link Viewer} has. */
    private void finishWhenDone() {
        if (farewell != null && last == null && acknowledged) {
            connection.finish(NORMAL_CLOSURE, farewell);
        }
    }

    @Override
    public boolean frame(ByteBuffer frame) {
        if (frame.get(frame.position()) == Tag.ACK) {
            acknowledged();
        }
        return true;
    }

    @Override
    public boolean overtakes(ByteBuffer frame) {
        return true;
    }

    @Override
    public void drained() {
        proceed();
    }

    @Override
    public void closed() {
        // nothing is held
    }
}
