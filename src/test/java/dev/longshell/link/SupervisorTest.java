package dev.longshell.link;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.Frame;
import dev.longshell.wire.FrameSplitter;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.Tag;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The control line stands again whatever ended it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SupervisorTest {
    @TempDir
    Path directory;

    @Test
    void connectsAnewWhereverInAFrameTheLineWasCut() {
        ByteBuffer whole = FrameSplitter.withLength(Frame.number(Tag.PONG, 1));
        List<Object> events = new CopyOnWriteArrayList<>();
        try (FakeKeeper keeper = FakeKeeper.in(directory)) {
            KeeperLink gateway = new KeeperLink(directory, () -> null, events::add);
            try {
                for (int cut = 0; cut <= whole.limit(); cut++) {
                    FakeKeeper.Peer peer = keeper.welcome();
                    peer.sendRaw(whole.duplicate().limit(cut));
                    peer.close();
                }
                FakeKeeper.Peer last = keeper.welcome();
                CompletableFuture<Integer> listed = CompletableFuture.supplyAsync(() -> gateway.list().size());
                last.reply(last.next(Tag.REQUEST).getInt(), "[]");

                assertEquals(0, listed.join());
                await().until(() -> events.size() == whole.limit() + 2);
            } finally {
                gateway.stop();
            }
        }
    }

    @Test
    void aKeeperOfAnotherProtocolVersionIsNamedToWhoAsksAndNoneIsLaunchedBesideIt() {
        assertEquals("The keeper speaks version 7 of the frame protocol, this gateway 1.", refusalBy(peer -> peer.greet(7)));
    }

    @Test
    void aKeeperThatRefusesThisGatewaysVersionIsNamedToWhoAsksAndNoneIsLaunchedBesideIt() {
        String words = "The keeper (build 1.0.0) speaks version 0 of the frame protocol, the gateway version 1.";

        assertEquals("The keeper refused this gateway: " + words, refusalBy(peer -> peer.send(Frame.close(Fault.PROTOCOL_MISMATCH.closeCode(), words))));
    }

    /** @param answer the keeper's, to the gateway's HELLO */
    private String refusalBy(Consumer<FakeKeeper.Peer> answer) {
        AtomicInteger launches = new AtomicInteger();
        try (FakeKeeper keeper = FakeKeeper.in(directory)) {
            KeeperLink gateway = new KeeperLink(directory, () -> {
                launches.incrementAndGet();
                return null;
            }, event -> { });
            try {
                FakeKeeper.Peer peer = keeper.accept();
                assertEquals(Protocol.VERSION, peer.next(Tag.HELLO).getShort());
                answer.accept(peer);

                FaultException refusal = assertThrows(FaultException.class, gateway::list);
                assertEquals(Fault.PROTOCOL_MISMATCH, refusal.fault());
                assertTrue(refusal.retryAfterMillis().isPresent());
                assertEquals(0, launches.get());
                return refusal.getMessage();
            } finally {
                gateway.stop();
            }
        }
    }
}
