package dev.longshell.link;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.Frame;
import dev.longshell.wire.KeeperHome;
import dev.longshell.wire.Tag;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Frames over a Unix socket whose other end reads slowly, not at all, or stops in the middle. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LineTest {
    @TempDir
    Path directory;
    private FakeKeeper keeper;
    private LinkSelector selector;

    /** Takes one frame for each permission. */
    private static final class Reader implements Receiver {
        private final List<ByteBuffer> frames = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Exception> end = new CompletableFuture<>();
        private final AtomicInteger ends = new AtomicInteger();
        private volatile boolean eager;
        private Line line;

        @Override
        public void opened(Line opened) {
            line = opened;
        }

        @Override
        public void frame(ByteBuffer frame) {
            frames.add(frame);
            if (eager) {
                line.ready();
            }
        }

        @Override
        public void broken(Exception cause) {
            ends.incrementAndGet();
            end.complete(cause);
        }
    }

    @BeforeEach
    void listen() {
        keeper = FakeKeeper.in(directory);
        selector = new LinkSelector("link-under-test");
    }

    @AfterEach
    void stop() {
        selector.close();
        keeper.close();
    }

    private Line open(Receiver receiver) {
        return new KeeperDoor(KeeperHome.of(directory), selector).open(receiver);
    }

    @Test
    void holdsNoMoreThanItsBoundForAKeeperThatDoesNotReadAndSaysSoWithinSeconds() {
        Line line = open(new Reader());
        FakeKeeper.Peer peer = keeper.accept();
        byte[] paste = new byte[64 << 10];
        AtomicInteger sent = new AtomicInteger();

        FaultException fault = assertThrows(FaultException.class, () -> {
            while (sent.get() < 1_000) {
                line.send(Frame.input(0, paste));
                sent.incrementAndGet();
            }
        });

        assertEquals(Fault.RATE_LIMIT, fault.fault());
        assertTrue(sent.get() * paste.length < Line.PENDING_BYTES + (1 << 20), sent + " frames were taken");
        peer.next(Tag.HELLO);
        for (int frame = 0; frame < sent.get(); frame++) {
            assertEquals(Long.BYTES + paste.length, peer.next(Tag.INPUT).remaining(), "nothing that was taken is lost");
        }
    }

    @Test
    void readsNothingAheadOfAReceiverThatIsNotReady() {
        Reader reader = new Reader();
        Line line = open(reader);
        FakeKeeper.Peer peer = keeper.accept();
        peer.send(Frame.number(Tag.PONG, 1));
        peer.send(Frame.number(Tag.PONG, 2));
        await().until(() -> reader.frames.size() == 1);

        line.ready();

        await().until(() -> reader.frames.size() == 2);
        assertEquals(2, reader.frames.get(1).getLong(1));
    }

    @Test
    void tellsAnEndOnceWhereverInAFrameTheStreamIsCut() {
        ByteBuffer whole = dev.longshell.wire.FrameSplitter.withLength(Frame.output(0, "héllo".getBytes(java.nio.charset.StandardCharsets.UTF_8), 0, 6));
        for (int cut = 0; cut <= whole.limit(); cut++) {
            Reader reader = new Reader();
            reader.eager = true;
            open(reader);
            FakeKeeper.Peer peer = keeper.accept();

            peer.sendRaw(whole.duplicate().limit(cut));
            peer.close();

            reader.end.join();
            assertEquals(cut == whole.limit() ? 1 : 0, reader.frames.size(), "cut at byte " + cut);
            assertEquals(1, reader.ends.get());
            assertThrows(FaultException.class, () -> reader.line.send(Frame.number(Tag.PING, 1)), "cut at byte " + cut);
        }
    }

    /** A peer that closes while it has something unread ends the stream with ECONNRESET (unix(7)): what it had said before, a CLOSE, was lost with it. */
    @Test
    void givesAllThatCameBeforeTheEndToAReceiverThatIsSlow() {
        Reader reader = new Reader();
        Line line = open(reader);
        FakeKeeper.Peer peer = keeper.accept();
        peer.send(Frame.number(Tag.PONG, 1));
        peer.send(Frame.close(1000, "ended"));
        peer.close();
        await().until(() -> reader.frames.size() == 1);

        line.ready();
        await().until(() -> reader.frames.size() == 2);
        line.ready();

        reader.end.join();
        assertEquals(Tag.CLOSE, reader.frames.get(1).get(0));
    }

    @Test
    void aLineThatIsClosedHereSaysNothingMore() {
        Reader reader = new Reader();
        reader.eager = true;
        Line line = open(reader);
        FakeKeeper.Peer peer = keeper.accept();

        line.close();
        peer.next(Tag.HELLO);
        assertThrows(AssertionError.class, () -> peer.next(Tag.INPUT), "the keeper sees the end");

        assertEquals(0, reader.ends.get());
        assertEquals(Fault.KEEPER_UNAVAILABLE, assertThrows(FaultException.class, () -> line.send(Frame.number(Tag.PING, 1))).fault());
    }

    @Test
    void closingTheSelectorTellsEveryLine() {
        Reader reader = new Reader();
        open(reader);
        keeper.accept();

        selector.close();

        reader.end.join();
    }
}
