package dev.longshell.link;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.Attach;
import dev.longshell.wire.Frame;
import dev.longshell.wire.Json;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.SessionReport;
import dev.longshell.wire.Tag;
import java.nio.ByteBuffer;

/** One viewer's connection: HELLO and ATTACH without waiting in between, then frames both ways; knows nothing of their meaning but of the keeper's last one. */
final class ViewerLine implements Receiver, Attachment {
    /** RFC 6455 section 7.4.1: what was to be done is done; the page stops. */
    private static final int NORMAL = 1000;
    private static final String LOST = "{\"type\":\"lost\",\"lostBecause\":\"" + SessionReport.KEEPER_GONE + "\"}";

    private final KeeperProcess keeper;
    private final ViewerSink sink;
    private Line line;
    private boolean over;

    private ViewerLine(KeeperProcess keeper, ViewerSink sink) {
        this.keeper = keeper;
        this.sink = sink;
    }

    /** @param keeper whose end is the session's */
    static ViewerLine open(KeeperDoor door, KeeperProcess keeper, Attach attach, ViewerSink sink) {
        ViewerLine viewer = new ViewerLine(keeper, sink);
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
        if (tag >= Tag.OUTPUT && tag <= Tag.SNAPSHOT_PART) {
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
            keeper.ended().thenAcceptAsync(this::gone, ViewerLine::onThreadOfOurs);
        }
    }

    /** CDI finds the application by the thread's class loader, and a thread of the common pool has the server's. */
    private static void onThreadOfOurs(Runnable task) {
        Thread thread = new Thread(task, "longshell-viewer-gone");
        thread.setContextClassLoader(ViewerLine.class.getClassLoader());
        thread.setDaemon(true);
        thread.start();
    }

    /** A keeper that has ended took the session with it, and no other will ever have it; one that lives on may take the viewer again. */
    private void gone(boolean ended) {
        if (!ended) {
            sink.closed(Fault.KEEPER_UNAVAILABLE.closeCode(), "1000");
            return;
        }
        sink.frame(Frame.json(Tag.EVENT, LOST));
        sink.closed(NORMAL, "The keeper ended, and the session with it.");
    }

    /** @throws FaultException KEEPER_UNAVAILABLE, or RATE_LIMIT when the session has not taken its input for five seconds */
    @Override
    public void send(ByteBuffer frame) {
        line.send(frame);
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
