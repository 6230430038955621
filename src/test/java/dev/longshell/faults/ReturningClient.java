package dev.longshell.faults;

import dev.longshell.journey.Api;
import dev.longshell.wire.Frame;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.Tag;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A client that comes back to whichever gateway there is, after the waits that it is given; remembers when it was greeted. No thread of its own: a thousand are one
 * test.
 */
final class ReturningClient {
    private final HttpClient client;
    private final Supplier<URI> gateway;
    private final String token;
    private final String path;
    private final long[] waits;
    private final AtomicInteger losses = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile WebSocket socket;
    private volatile long greetedNanos;
    private volatile URI greetedBy;
    private volatile boolean left;

    /** @param gateway where to go now @param waits milliseconds before each try, one after the other; the last again and again */
    ReturningClient(HttpClient client, Api api, Supplier<URI> gateway, String session, String viewer, long[] waits) {
        this.client = client;
        this.gateway = gateway;
        this.token = api.token();
        this.path = "ws/terminal/" + session + "?viewer=" + viewer;
        this.waits = waits;
    }

    void connect() {
        URI to = gateway.get();
        client.newWebSocketBuilder().header("Authorization", "Bearer " + token).subprotocols(Protocol.SUBPROTOCOL).connectTimeout(Duration.ofSeconds(10))
                .buildAsync(URI.create(to.toString().replaceFirst("^http", "ws") + path), new Listener(to))
                .exceptionally(refused -> {
                    lost();
                    return null;
                });
    }

    private void lost() {
        socket = null;
        if (left) {
            return;
        }
        long wait = waits[Math.min(losses.getAndIncrement(), waits.length - 1)];
        Executor later = CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS);
        later.execute(this::connect);
    }

    /** Whether that gateway has said hello, and the connection lives. */
    boolean isGreetedBy(URI expected) {
        return socket != null && expected.equals(greetedBy);
    }

    long greetedNanos() {
        return greetedNanos;
    }

    /** Closes with a code other than that of a lost connection: too many, no keeper. */
    int refusals() {
        return refusals.get();
    }

    void leave() {
        left = true;
        WebSocket open = socket;
        if (open != null) {
            open.sendClose(WebSocket.NORMAL_CLOSURE, "");
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final URI from;

        Listener(URI from) {
            this.from = from;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket source, ByteBuffer data, boolean last) {
            if (socket != source && data.get(0) == Tag.EVENT) { // the first frame is hello
                greetedNanos = System.nanoTime();
                greetedBy = from;
                socket = source;
            }
            if (data.get(0) == Tag.SNAPSHOT) {
                source.sendBinary(Frame.number(Tag.ACK, data.getLong(1)), true);
            }
            source.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket source, int code, String reason) {
            if (code >= 4000) {
                refusals.incrementAndGet();
            }
            lost();
            return null;
        }

        @Override
        public void onError(WebSocket source, Throwable error) {
            lost();
        }
    }
}
