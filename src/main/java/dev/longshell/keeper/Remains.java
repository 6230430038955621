package dev.longshell.keeper;

import dev.longshell.fault.Fault;
import dev.longshell.wire.Attach;
import dev.longshell.wire.Frame;
import dev.longshell.wire.Tag;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;

/** A viewer of a session that this keeper does not have: it is shown the last checkpoint and how the session ended, or sent away. Knows nothing of files. */
final class Remains implements Line {
    private static final int NORMAL_CLOSURE = 1000;

    private final Connection connection;
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

    private void tell(Attach attach, Checkpoint checkpoint) {
        Checkpoint.About about = checkpoint.about();
        connection.send(Frame.json(Tag.EVENT, Events.hello(about)));
        boolean hasSeenMore = attach.from() != null && attach.from() >= about.offset();
        if (hasSeenMore) {
            acknowledged();
        } else {
            connection.send(Frame.snapshot(about.offset(), about.columns(), about.rows(), checkpoint.snapshot()));
        }
        connection.send(Frame.json(Tag.EVENT, about.ended() ? Events.exit(new ExitStatus(about.exitCode(), about.signal())) : Events.lost(about)));
        told(about.ended() ? "The session ended." : "The session is lost.");
    }

    private synchronized void told(String words) {
        farewell = words;
        connection.finishAtTheLatest(NORMAL_CLOSURE, words);
        finishWhenDone();
    }

    private synchronized void acknowledged() {
        acknowledged = true;
        finishWhenDone();
    }

    /** The close comes when all is sent and the screen acknowledged, for the reason that {@link Viewer} has. */
    private void finishWhenDone() {
        if (farewell != null && acknowledged) {
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
        // all of it is sent at once
    }

    @Override
    public void closed() {
        // nothing is held
    }
}
