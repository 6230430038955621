package dev.longshell.link;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.longshell.wire.FrameSplitter;
import dev.longshell.wire.Frame;
import dev.longshell.wire.Tag;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
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
}
