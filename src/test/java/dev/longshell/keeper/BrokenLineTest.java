package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.wire.Attach;
import dev.longshell.wire.Frame;
import dev.longshell.wire.FrameSplitter;
import dev.longshell.wire.Json;
import dev.longshell.wire.KeeperHome;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.Tag;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Faults 8 and 13: a line that breaks anywhere, again and again, loses nothing and doubles nothing. {@code -Dbroken.sessions=64 -Dbroken.bytes=1048576} is all of 13. */
@Timeout(300)
class BrokenLineTest {
    private static final int SESSIONS = Integer.getInteger("broken.sessions", 8);
    private static final int BYTES = Integer.getInteger("broken.bytes", 256 << 10);
    private static final int PIECE_BYTES = 4 << 10;
    /** What is under way in both directions fits into the sockets' buffers: who types and reads on one thread must not wait for itself. */
    private static final int AHEAD_BYTES = 64 << 10;
    /** Sent again though it came. */
    private static final int OVERLAP_BYTES = 100;
    private static final long MOST_SECONDS = 200;
    private static final byte[] READY = "ready\n".getBytes(StandardCharsets.US_ASCII);
    private static final String ECHO = "stty raw -echo; echo ready; exec cat";

    @RegisterExtension
    static final RunningKeeper keeper = new RunningKeeper();

    @TempDir
    private Path directory;

    @Test
    void inputCutAtEveryByteOfItsFrameArrivesOnceAndWhole() {
        String id = keeper.open("sh", "-c", ECHO);
        TestViewer screen = keeper.viewer(id).untilText("ready");
        StringBuilder expected = new StringBuilder("ready\n");
        long typed = 0;
        for (int cut = 0; cut <= frame(typed, line(cut)).remaining(); cut++) {
            try (TestViewer viewer = TestViewer.attach(keeper.home(), TestLink.driver(id, "page", null))) {
                assertEquals(typed, viewer.event("hello").input());
                viewer.link().sendRaw(frame(typed, line(cut)).limit(cut));
            }
            typed += line(cut).length;
            try (TestViewer viewer = TestViewer.attach(keeper.home(), TestLink.driver(id, "page", null))) {
                long arrived = viewer.event("hello").input();
                viewer.link().send(Frame.input(arrived, Arrays.copyOfRange(line(cut), line(cut).length - (int) (typed - arrived), line(cut).length)));
                long all = typed;
                viewer.until(() -> viewer.inputAcknowledged() == all || arrived == all);
            }
            expected.append(new String(line(cut), StandardCharsets.US_ASCII));
        }

        screen.until(() -> screen.offset() >= expected.length());
        assertEquals(expected.toString(), screen.text());
    }

    private static byte[] line(int number) {
        return String.format("line %04d.", number).getBytes(StandardCharsets.US_ASCII);
    }

    private static ByteBuffer frame(long offset, byte[] typed) {
        return FrameSplitter.withLength(Frame.input(offset, typed));
    }

    @Test
    void sessionsOverATransportThatFailsEchoWhatWasTypedByteForByte() throws Exception {
        long seed = Long.getLong("broken.seed", System.nanoTime());
        System.out.println("BrokenLineTest: -Dbroken.seed=" + seed);
        ExecutorService hands = Executors.newFixedThreadPool(SESSIONS);
        try (HostileTransport transport = new HostileTransport(keeper.home(), directory, seed)) {
            List<CompletableFuture<?>> all = new ArrayList<>();
            for (int number = 0; number < SESSIONS; number++) {
                byte[] typed = text(new Random(seed + number));
                Typing typing = new Typing(transport.home(), keeper.open("sh", "-c", ECHO), typed);
                all.add(CompletableFuture.runAsync(() -> assertArrayEquals(typed, typing.echoed()), hands));
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(MOST_SECONDS, TimeUnit.SECONDS);
            System.out.println("BrokenLineTest: " + SESSIONS + " sessions of " + BYTES + " bytes, " + transport.breaks() + " breaks");
            assertTrue(transport.breaks() > SESSIONS, "little went wrong");
        } finally {
            hands.shutdownNow();
        }
    }

    /** No control bytes: among some millions there is a query, and the terminal's answer is echoed as well. */
    private static byte[] text(Random random) {
        byte[] text = new byte[BYTES];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) (' ' + random.nextInt('~' - ' ' + 1));
        }
        return text;
    }

    /** One viewer that comes back at every break, and goes on where each direction was. */
    private static final class Typing {
        private final KeeperHome home;
        private final String session;
        private final byte[] typed;
        private final ByteArrayOutputStream output = new ByteArrayOutputStream();

        Typing(KeeperHome home, String session, byte[] typed) {
            this.home = home;
            this.session = session;
            this.typed = typed;
        }

        /** What came back behind {@code ready}. */
        byte[] echoed() {
            while (output.size() < READY.length + typed.length) {
                try (TestLink link = TestLink.connect(home)) {
                    link.greet(Protocol.VERSION, TestLink.secret(home));
                    link.send(Frame.json(Tag.ATTACH, Json.write(new Attach(session, "page", (long) output.size(), null, null, Attach.Role.OPERATOR, Attach.Mode.LOSSLESS))));
                    talk(link);
                } catch (UncheckedIOException e) {
                    continue; // broken while something was sent
                }
            }
            return Arrays.copyOfRange(output.toByteArray(), READY.length, output.size());
        }

        private void talk(TestLink link) {
            long sent = -1;
            for (ByteBuffer frame = link.next(); frame != null; frame = link.next()) {
                byte tag = frame.get();
                if (tag == Tag.EVENT) {
                    TestViewer.Event event = Json.read(Frame.text(frame), TestViewer.Event.class);
                    assertNotEquals("exit", event.type(), "the session ended");
                    sent = event.type().equals("hello") ? Math.max(0, event.input() - OVERLAP_BYTES) : sent;
                }
                if (tag == Tag.OUTPUT) {
                    assertEquals(output.size(), frame.getLong(), "a gap or a repeat");
                    output.writeBytes(Frame.bytes(frame));
                    link.send(Frame.number(Tag.ACK, output.size()));
                }
                if (output.size() >= READY.length + typed.length) {
                    return;
                }
                while (output.size() >= READY.length && sent >= 0 && sent < typed.length && sent < output.size() + AHEAD_BYTES) {
                    byte[] piece = Arrays.copyOfRange(typed, (int) sent, (int) Math.min(typed.length, sent + PIECE_BYTES));
                    link.send(Frame.input(sent, piece));
                    sent += piece.length;
                }
            }
        }
    }
}
