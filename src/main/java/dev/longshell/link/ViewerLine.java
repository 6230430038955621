package dev.longshell.link;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.Attach;
import dev.longshell.wire.Frame;
import dev.longshell.wire.Json;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.Tag;
import java.nio.ByteBuffer;

/** One viewer's connection: HELLO and ATTACH without waiting in between, then frames both ways; knows nothing of their meaning but of the keeper's last one. */
final class ViewerLine implements Receiver, Attachment {
    private final ViewerSink sink;
    private Line line;
    private boolean over;

    private ViewerLine(ViewerSink sink) {
        this.sink = sink;
    }

    static ViewerLine open(KeeperDoor door, Attach attach, ViewerSink sink) {
        ViewerLine viewer = new ViewerLine(sink);
        door.open(viewer);
        viewer.line.send(Frame.json(Tag.ATTACH, Json.write(attach)));
        return viewer;
    }

    @Override
    public void opened(Line opened) {
        line = opened;
        sink.attached(this);
    }

    @Override
    public void frame(ByteBuffer frame) {
        byte tag = frame.get(0);
        if (tag >= Tag.OUTPUT && tag <= Tag.EVENT) {
            sink.frame(frame);
            return;
        }
        if (tag == Tag.CLOSE && frame.remaining() >= 1 + Short.BYTES) {
            close(frame.position(1).getShort(), Frame.text(frame));
            return;
        }
        if (tag == Tag.HELLO && frame.remaining() >= 1 + Short.BYTES && frame.getShort(1) != Protocol.VERSION) {
            close(Fault.PROTOCOL_MISMATCH.closeCode(), "2000");
            return;
        }
        line.ready(); // HELLO, and what a newer keeper may say besides
    }

    private void close(int code, String reason) {
        over = true;
        line.close();
        sink.closed(code, reason);
    }

    @Override
    public void broken(Exception cause) {
        if (!over) {
            over = true;
            sink.closed(Fault.KEEPER_UNAVAILABLE.closeCode(), "1000");
        }
    }

    /** @throws FaultException KEEPER_UNAVAILABLE, or RATE_LIMIT when the session has not taken its input for five seconds */
    @Override
    public boolean send(ByteBuffer frame) {
        return line.send(frame);
    }

    @Override
    public void ready() {
        line.ready();
    }

    @Override
    public void close() {
        line.close();
    }
}
