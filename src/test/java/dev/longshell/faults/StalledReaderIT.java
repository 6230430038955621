package dev.longshell.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.cli.RunningLongshell;
import dev.longshell.cli.WebSocketClient;
import dev.longshell.journey.Api;
import dev.longshell.wire.Frame;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.Tag;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Fault 17: one viewer stops reading under {@code yes}, and nobody else notices: no memory, no speed, no Ctrl-C. {@code -Dfaults.stall=seconds}. */
@org.junit.jupiter.api.Tag("faults")
class StalledReaderIT {
    private static final long STALL_SECONDS = Integer.getInteger("faults.stall", 60);
    private static final long WARM_UP_SECONDS = 5;
    private static final long MOST_GROWTH = 8 << 20;
    /** 250 ms are promised (4 to 16 when nothing else runs); a machine that does much else is given time. */
    private static final long INTERRUPTED_WITHIN_MILLIS = 2_000;
    private static final byte[] FLOOD = "yes\r".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CTRL_C = {3};

    /** A viewer that acknowledges what it reads, and how far it is. */
    private static final class Reader implements AutoCloseable {
        private final WebSocketClient socket;
        private long typed;
        private long offset;
        private int snapshots;
        private byte last;

        Reader(Api api, String session, String mode) throws IOException {
            URI address = api.base().resolve("/ws/terminal/" + session + "?mode=" + mode);
            socket = WebSocketClient.open(address, Map.of("Authorization", "Bearer " + api.token(), "Sec-WebSocket-Protocol", Protocol.SUBPROTOCOL));
        }

        void type(byte[] keys) throws IOException {
            socket.send(Frame.input(typed, keys));
            typed += keys.length;
        }

        void read() throws IOException {
            ByteBuffer frame = socket.receive();
            byte tag = frame.get(0);
            if (tag != Tag.OUTPUT && tag != Tag.SNAPSHOT) {
                return;
            }
            snapshots += tag == Tag.SNAPSHOT ? 1 : 0;
            offset = frame.getLong(1) + (tag == Tag.OUTPUT ? frame.limit() - Frame.STREAM_HEADER_BYTES : 0);
            last = frame.get(frame.limit() - 1);
            socket.send(Frame.number(Tag.ACK, offset));
        }

        /** @return bytes a second that the session went on by */
        long readFor(long seconds) throws IOException {
            long began = System.nanoTime();
            long from = offset;
            while (System.nanoTime() - began < TimeUnit.SECONDS.toNanos(seconds)) {
                read();
            }
            return (offset - from) / seconds;
        }

        /** @return milliseconds until the prompt, whose last character {@code yes} does not print */
        long interrupt() throws IOException {
            long began = System.nanoTime();
            type(CTRL_C);
            do {
                read();
            } while (last != ' ');
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void costsNobodyAnythingAndLeapsOnItsReturn() throws Exception {
        try (RunningLongshell longshell = RunningLongshell.start()) {
            Api api = new Api(longshell.baseUrl()).login(longshell.adminUsername(), longshell.adminPassword());
            String session = api.openShell("home");
            try (Reader reader = new Reader(api, session, "leaping")) {
                reader.type(FLOOD);
                reader.readFor(WARM_UP_SECONDS);
                long alone = reader.readFor(WARM_UP_SECONDS);
                try (Reader stalled = new Reader(api, session, "leaping")) {
                    stalled.read();
                    long gateway = LiveObjects.in(longshell.gateway()).bytes();
                    long keeper = LiveObjects.in(longshell.keeper().orElseThrow()).bytes();

                    long beside = reader.readFor(STALL_SECONDS);

                    long gatewayGrew = LiveObjects.in(longshell.gateway()).bytes() - gateway;
                    long keeperGrew = LiveObjects.in(longshell.keeper().orElseThrow()).bytes() - keeper;
                    long interrupted = reader.interrupt();
                    System.out.printf("StalledReaderIT: %d s of yes: gateway %+d KiB, keeper %+d KiB, %d MB/s beside and %d alone, Ctrl-C after %d ms%n", STALL_SECONDS, gatewayGrew >> 10,
                            keeperGrew >> 10, beside / 1_000_000, alone / 1_000_000, interrupted);
                    assertTrue(gatewayGrew < MOST_GROWTH, () -> "the gateway's heap grew by " + gatewayGrew);
                    assertTrue(keeperGrew < MOST_GROWTH, () -> "the keeper's heap grew by " + keeperGrew);
                    assertTrue(beside > alone / 2, () -> beside + " bytes a second beside the stalled one, " + alone + " before");
                    assertTrue(interrupted < INTERRUPTED_WITHIN_MILLIS, () -> "Ctrl-C acted after " + interrupted + " ms");
                    long end = reader.offset;
                    while (stalled.offset < end) {
                        stalled.read();
                    }
                    assertTrue(stalled.snapshots > 1, "it leapt");
                }
                assertTrue(besideWhoHoldsItBack(api, session, reader) < alone / 10, "the control: whoever is promised every byte, and does not read, is felt");
            }
        }
    }

    private static long besideWhoHoldsItBack(Api api, String session, Reader reader) throws IOException {
        try (Reader holding = new Reader(api, session, "lossless")) {
            holding.read();
            reader.type(FLOOD);
            long began = System.nanoTime();
            long from = reader.offset;
            while (System.nanoTime() - began < TimeUnit.SECONDS.toNanos(1)) {
                reader.socket.send(Frame.number(Tag.PING, 0)); // so that there is something to read
                reader.read();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
            return reader.offset - from;
        }
    }
}
