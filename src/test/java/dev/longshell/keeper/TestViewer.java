package dev.longshell.keeper;

import dev.longshell.screen.Screen;
import dev.longshell.screen.ScreenListener;
import dev.longshell.wire.Attach;
import dev.longshell.wire.Frame;
import dev.longshell.wire.Json;
import dev.longshell.wire.KeeperHome;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.Tag;
import java.nio.ByteBuffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A viewer that checks what it gets: no gap, no overlap, no character cut. It acknowledges as a page does unless told otherwise. */
final class TestViewer implements AutoCloseable {
    private final TestLink link;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
    private final List<String> events = new ArrayList<>();
    private final List<Integer> payloads = new ArrayList<>();
    private long offset;
    private long first = -1;
    private long acknowledged;
    private long typed;
    private long inputAcknowledged;
    private int snapshots;
    private int pongs;
    private int closeCode;
    private boolean acknowledges = true;
    private byte[] snapshot = {};
    private int columns;
    private int rows;
    private final List<Sized> sizes = new ArrayList<>();

    /** Another size, behind so many bytes of {@link #bytes}. */
    private record Sized(int at, int columns, int rows) {
    }

    /** What the tests read of an EVENT. */
    record Event(String type, int cols, int rows, long number, String role, long input, long offset, long end, String state, int count, Integer exitCode, Integer signal,
                 String title, String cwd, String body, String text, Boolean active, Integer percent, List<Seen> viewers, String endedBecause, String lostBecause, Boolean leftRunning) {
    }

    /** Another viewer, as the {@code viewers} event tells. */
    record Seen(int number, String name, String role, boolean visible) {
    }

    private TestViewer(TestLink link, Long from) {
        this.link = link;
        this.offset = from == null ? -1 : from;
    }

    static TestViewer attach(KeeperHome home, Attach attach) {
        TestLink link = TestLink.greeted(home);
        link.send(Frame.json(Tag.ATTACH, Json.write(attach)));
        TestViewer viewer = new TestViewer(link, attach.from());
        if (attach.from() != null) {
            viewer.acknowledged = attach.from();
        }
        viewer.until(() -> !viewer.events.isEmpty() || viewer.closeCode != 0);
        viewer.typed = viewer.closeCode == 0 ? viewer.event("hello").input() : 0;
        return viewer;
    }

    /** One that wants every byte that the log has. */
    static TestViewer attach(KeeperHome home, String session, String viewer) {
        return attach(home, TestLink.driver(session, viewer, 0L));
    }

    TestViewer withoutAcknowledging() {
        acknowledges = false;
        return this;
    }

    /** Reads frames until that is true. */
    TestViewer until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            ByteBuffer frame = link.next();
            if (frame == null) {
                throw new AssertionError("The connection ended; so far " + events + " and " + text());
            }
            take(frame);
        }
        return this;
    }

    TestViewer untilText(String text) {
        return until(() -> text().contains(text));
    }

    TestViewer untilClosed() {
        return until(() -> closeCode != 0);
    }

    private void take(ByteBuffer frame) {
        switch (frame.get()) {
            case Tag.EVENT:
                events.add(Frame.text(frame));
                sized(Json.read(events.get(events.size() - 1), Event.class));
                if (acknowledges && offset > acknowledged && has("exit")) {
                    acknowledge(); // the close waits for it
                }
                break;
            case Tag.SNAPSHOT:
                snapshot(frame);
                break;
            case Tag.SNAPSHOT_PART:
                parts.writeBytes(Frame.bytes(frame));
                break;
            case Tag.OUTPUT:
                output(frame);
                break;
            case Tag.INPUT_ACK:
                inputAcknowledged = frame.getLong();
                break;
            case Tag.PONG:
                pongs++;
                break;
            case Tag.CLOSE:
                closeCode = Short.toUnsignedInt(frame.getShort());
                break;
            default:
                break;
        }
    }

    private void sized(Event event) {
        if (event.type().equals("hello")) {
            columns = event.cols();
            rows = event.rows();
        }
        if (event.type().equals("size")) {
            sizes.add(new Sized(output.size(), event.cols(), event.rows()));
        }
    }

    private void snapshot(ByteBuffer frame) {
        snapshots++;
        sizes.clear();
        output.reset();
        offset = frame.getLong();
        first = offset;
        columns = Short.toUnsignedInt(frame.getShort());
        rows = Short.toUnsignedInt(frame.getShort());
        parts.writeBytes(Frame.bytes(frame));
        snapshot = parts.toByteArray();
        parts.reset();
        output.writeBytes(snapshot);
        if (acknowledges) {
            acknowledge();
        }
    }

    private void output(ByteBuffer frame) {
        long at = frame.getLong();
        if (at != offset) {
            throw new AssertionError("OUTPUT at " + at + " where " + offset + " is the next");
        }
        if (first < 0) {
            first = at;
        }
        byte[] bytes = Frame.bytes(frame);
        payloads.add(bytes.length);
        output.writeBytes(bytes);
        offset += bytes.length;
        if (acknowledges && offset - acknowledged >= Protocol.ACK_EVERY_BYTES) {
            acknowledge();
        }
    }

    void acknowledge() {
        acknowledged = offset;
        link.send(Frame.number(Tag.ACK, offset));
    }

    TestViewer type(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        link.send(Frame.input(typed, bytes));
        typed += bytes.length;
        return this;
    }

    TestLink link() {
        return link;
    }

    String text() {
        return output.toString(StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return output.toByteArray();
    }

    /** The newest. */
    byte[] snapshot() {
        return snapshot;
    }

    /** What a terminal shows that was given all that came. @param historyLimit as the session was opened with */
    Screen screen(int historyLimit) {
        Screen screen = new Screen(columns, rows, historyLimit, ScreenListener.NONE);
        byte[] all = bytes();
        int written = 0;
        for (Sized size : sizes) {
            screen.write(all, written, size.at());
            screen.resize(size.columns(), size.rows());
            written = size.at();
        }
        screen.write(all, written, all.length);
        return screen;
    }

    void dropBytes() {
        output.reset();
    }

    List<String> events() {
        return events;
    }

    /** The newest event of that type. */
    Event event(String type) {
        for (int i = events.size() - 1; i >= 0; i--) {
            Event event = Json.read(events.get(i), Event.class);
            if (event.type().equals(type)) {
                return event;
            }
        }
        throw new AssertionError("no " + type + " among " + events);
    }

    boolean has(String type) {
        return events.stream().anyMatch(json -> json.contains("\"type\":\"" + type + "\""));
    }

    List<Integer> payloads() {
        return payloads;
    }

    long offset() {
        return offset;
    }

    long typed() {
        return typed;
    }

    long inputAcknowledged() {
        return inputAcknowledged;
    }

    int pongs() {
        return pongs;
    }

    /** Bytes of all OUTPUT frames. */
    long received() {
        return payloads.stream().mapToLong(Integer::longValue).sum();
    }

    int snapshots() {
        return snapshots;
    }

    int closeCode() {
        return closeCode;
    }

    @Override
    public void close() {
        link.close();
    }
}
