package dev.longshell.keeper;

import dev.longshell.screen.Screen;
import dev.longshell.screen.ScreenListener;
import dev.longshell.wire.Attach;
import dev.longshell.wire.Frame;
import dev.longshell.wire.Json;
import dev.longshell.wire.Tag;
import java.nio.ByteBuffer;

/** What a page does with output and sizes, over all its connections: it watches, reads when it is told to, and comes back from where it was. */
final class SizedPage {
    private static final int HISTORY = 1000;
    private final RunningKeeper keeper;
    private final String session;
    private final String name;
    private TestLink link;
    private Screen screen;
    private SizeOrderTest.Place leaptTo;
    private long offset = -1;
    private long sizeNumber;
    private long pings;
    private long pongs;
    private int snapshots;
    private boolean visible = true;

    SizedPage(RunningKeeper keeper, String session, String name) {
        this.keeper = keeper;
        this.session = session;
        this.name = name;
        connect(null);
        while (screen == null) {
            take(next());
        }
    }

    private void connect(Long from) {
        link = TestLink.greeted(keeper.home());
        link.send(Frame.json(Tag.ATTACH, Json.write(new Attach(session, name, from, null, null, Attach.Role.OBSERVER, Attach.Mode.LEAPING))));
        link.send(Frame.view(visible));
    }

    String name() {
        return name;
    }

    Screen screen() {
        return screen;
    }

    /** Of the newest snapshot. */
    SizeOrderTest.Place leaptTo() {
        return leaptTo;
    }

    /** Snapshots behind the first. */
    int leaps() {
        return snapshots - 1;
    }

    void view(boolean nowVisible) {
        visible = nowVisible;
        link.send(Frame.view(visible));
    }

    /** What is on its way to it, and no more; it acknowledges nothing. */
    void read() {
        long ping = ++pings;
        link.send(Frame.number(Tag.PING, ping));
        while (pongs < ping) {
            take(next());
        }
    }

    /** Loses its line, and what is on it, and goes on from what it has. */
    void comeBack() {
        link.close();
        pongs = pings;
        connect(offset);
    }

    /** Reads until it has so much output and that size, acknowledging. */
    void readUntil(long end, int columns, int rows) {
        link.send(Frame.number(Tag.ACK, offset));
        while (offset < end || screen.columns() != columns || screen.rows() != rows) {
            take(next());
            link.send(Frame.number(Tag.ACK, offset));
        }
    }

    private ByteBuffer next() {
        ByteBuffer frame = link.next();
        if (frame == null) {
            throw new AssertionError(name + ": the connection ended at " + offset);
        }
        return frame;
    }

    private void take(ByteBuffer frame) {
        switch (frame.get()) {
            case Tag.EVENT -> happened(Json.read(Frame.text(frame), TestViewer.Event.class));
            case Tag.SNAPSHOT -> {
                snapshots++;
                offset = frame.getLong();
                leaptTo = new SizeOrderTest.Place(offset, frame.getShort(), frame.getShort());
                screen = new Screen(leaptTo.columns(), leaptTo.rows(), HISTORY, ScreenListener.NONE);
                write(frame);
            }
            case Tag.OUTPUT -> {
                long at = frame.getLong();
                if (at != offset) {
                    throw new AssertionError(name + ": OUTPUT at " + at + " where " + offset + " is the next");
                }
                offset += frame.remaining();
                write(frame);
            }
            case Tag.PONG -> pongs++;
            default -> { } // what does not concern its screen
        }
    }

    private void happened(TestViewer.Event event) {
        if (event.type().equals("size") && event.number() > sizeNumber) {
            sizeNumber = event.number();
            screen.resize(event.cols(), event.rows());
        }
    }

    private void write(ByteBuffer frame) {
        byte[] bytes = Frame.bytes(frame);
        screen.write(bytes, 0, bytes.length);
    }
}
