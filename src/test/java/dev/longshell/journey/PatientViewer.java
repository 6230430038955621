package dev.longshell.journey;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.longshell.wire.Frame;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.Tag;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * A viewer that always comes back, as docs/protocol.md asks of a page: resumes output where it stopped, resends input that was not acknowledged; knows nothing
 * of what the bytes mean, so that a test can judge them.
 */
public final class PatientViewer implements AutoCloseable {
    private static final Gson GSON = new Gson();
    private static final int STOPPED_FROM = 4400;

    private final Api api;
    private final String session;
    private final String viewer;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final ByteArrayOutputStream typed = new ByteArrayOutputStream();
    private final List<JsonObject> events = new ArrayList<>();
    private final Thread connector;
    private WebSocket socket;
    private CompletableFuture<?> lastSend = CompletableFuture.completedFuture(null);
    private long nextOffset = -1;
    private long inputAcknowledged;
    private int attempts;
    private int connections;
    private int snapshots;
    private Integer finalCode;
    private boolean closed;

    public PatientViewer(Api api, String session, String viewer) {
        this.api = api;
        this.session = session;
        this.viewer = viewer;
        connector = new Thread(this::stayConnected, "viewer-" + viewer);
        connector.setDaemon(true);
        connector.start();
    }

    /** Types; what the connection loses is sent again on the next. */
    public synchronized void type(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long offset = typed.size();
        typed.writeBytes(bytes);
        if (socket != null) {
            send(socket, Frame.input(offset, bytes));
        }
    }

    /** One after the other, as java.net.http asks; what a broken connection does not take is resent on the next. */
    private void send(WebSocket to, ByteBuffer frame) {
        lastSend = lastSend.handle((sent, failure) -> null).thenCompose(previous -> to.sendBinary(frame, true));
    }

    /** All output since the first attachment, as text. */
    public synchronized String output() {
        return received.toString(StandardCharsets.UTF_8);
    }

    public synchronized int connections() {
        return connections;
    }

    /** Snapshots received; more than the first means: something may have been skipped. */
    public synchronized int snapshots() {
        return snapshots;
    }

    public synchronized List<JsonObject> events() {
        return List.copyOf(events);
    }

    /** The close code that ended this viewer for good, or null. */
    public synchronized Integer finalCode() {
        return finalCode;
    }

    private void stayConnected() {
        while (!done()) {
            CompletableFuture<Integer> over = new CompletableFuture<>();
            try {
                connect(over);
                int code = over.join();
                synchronized (this) {
                    socket = null;
                    if (code == 1000 || code >= STOPPED_FROM && code != 4429 && code != 4503) {
                        finalCode = code;
                    }
                }
            } catch (CompletionException refused) {
                pause();
            }
        }
    }

    private synchronized boolean done() {
        return closed || finalCode != null;
    }

    /** Between two tries, as every client of a server that is away; not a wait for a result. */
    private static void pause() {
        CompletableFuture.supplyAsync(() -> null, CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS)).join();
    }

    private void connect(CompletableFuture<Integer> over) {
        String from = nextOffset < 0 ? "" : "&from=" + nextOffset;
        URI address = URI.create(api.base().toString().replaceFirst("^http", "ws") + "ws/terminal/" + session + "?viewer=" + viewer + "&cols=80&rows=24&attempt=" + ++attempts + from);
        api.client().newWebSocketBuilder().header("Authorization", "Bearer " + api.token()).subprotocols(Protocol.SUBPROTOCOL)
                .connectTimeout(Duration.ofSeconds(5)).buildAsync(address, new Listener(over)).join();
        synchronized (this) {
            connections++;
        }
    }

    @Override
    public void close() {
        WebSocket open;
        synchronized (this) {
            closed = true;
            open = socket;
        }
        if (open != null) {
            open.sendClose(WebSocket.NORMAL_CLOSURE, "");
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final CompletableFuture<Integer> over;
        private final ByteArrayOutputStream message = new ByteArrayOutputStream();

        Listener(CompletableFuture<Integer> over) {
            this.over = over;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket source, ByteBuffer data, boolean last) {
            message.writeBytes(Frame.bytes(data));
            if (last) {
                ByteBuffer frame = ByteBuffer.wrap(message.toByteArray());
                message.reset();
                take(source, frame);
            }
            source.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket source, int code, String reason) {
            over.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket source, Throwable error) {
            over.complete(1006);
        }
    }

    private synchronized void take(WebSocket source, ByteBuffer frame) {
        switch (frame.get()) {
            case Tag.OUTPUT -> output(source, frame.getLong(), Frame.bytes(frame));
            case Tag.SNAPSHOT -> {
                snapshots++;
                nextOffset = frame.getLong();
                frame.getInt();
                received.writeBytes(Frame.bytes(frame));
                send(source, Frame.number(Tag.ACK, nextOffset));
            }
            case Tag.INPUT_ACK -> inputAcknowledged = frame.getLong();
            case Tag.EVENT -> event(source, GSON.fromJson(Frame.text(frame), JsonObject.class));
            default -> { } // PONG and what a newer server says
        }
    }

    private void output(WebSocket source, long offset, byte[] bytes) {
        if (offset != nextOffset) {
            throw new AssertionError("output at " + offset + " where " + nextOffset + " was to come");
        }
        nextOffset += bytes.length;
        received.writeBytes(bytes);
        send(source, Frame.number(Tag.ACK, nextOffset));
    }

    private void event(WebSocket source, JsonObject event) {
        events.add(event);
        if (!event.get("type").getAsString().equals("hello")) {
            return;
        }
        byte[] all = typed.toByteArray();
        int arrived = event.get("input").getAsInt();
        socket = source;
        if (arrived < all.length) {
            send(source, Frame.input(arrived, Arrays.copyOfRange(all, arrived, all.length)));
        }
    }

    /** Bytes typed and written to the PTY. */
    public synchronized long inputAcknowledged() {
        return inputAcknowledged;
    }
}
