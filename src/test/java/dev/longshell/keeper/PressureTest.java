package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.wire.Call;
import dev.longshell.wire.Frame;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.Tag;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More than one side takes: ten megabytes pasted, a viewer that reads and never acknowledges, bytes that are no text. */
@Timeout(60)
class PressureTest {
    private static final int PASTE_BYTES = 10 << 20;
    private static final int PIECE_BYTES = 8 << 10;
    /** Kept by two sockets beside what the session keeps: net.core.wmem_max may be larger than its default of 208 KiB, and one frame is being read. */
    private static final int ON_THE_WAY_BYTES = 2 << 20;
    private static final String TICKING = "(while :; do echo tick; sleep 0.02; done) & ";

    @RegisterExtension
    static final RunningKeeper keeper = new RunningKeeper();

    @Test
    void tenMegabytesPastedIntoAProgramThatReadsAllArriveWhileOutputFlows() {
        TestViewer viewer = keeper.viewer(keeper.open("sh", "-c", "stty raw -echo; echo ready; " + TICKING + "exec cat >/dev/null")).untilText("ready");
        CompletableFuture<Void> pasted = CompletableFuture.runAsync(() -> paste(viewer.link(), new AtomicLong()));

        viewer.until(() -> viewer.inputAcknowledged() == PASTE_BYTES);

        pasted.join();
        int ticks = ticks(viewer);
        viewer.until(() -> ticks(viewer) > ticks + 5);
    }

    @Test
    void ofTenMegabytesPastedIntoAProgramThatReadsNothingFewAreTakenAndOutputFlows() {
        String id = keeper.open("sh", "-c", "stty raw -echo; echo ready; " + TICKING + "exec sleep 1000");
        TestViewer viewer = keeper.viewer(id).untilText("ready");
        AtomicLong sent = new AtomicLong();
        CompletableFuture<Void> pasted = CompletableFuture.runAsync(() -> paste(viewer.link(), sent));

        long[] last = {-1};
        viewer.until(() -> { // until nothing more is taken between fifty ticks
            boolean rests = last[0] == sent.get() && ticks(viewer) > 50;
            if (ticks(viewer) > 50) {
                viewer.dropBytes();
                last[0] = sent.get();
            }
            return rests;
        });

        assertTrue(sent.get() <= Protocol.INPUT_LIMIT_BYTES + ON_THE_WAY_BYTES, () -> sent + " bytes were taken");
        keeper.link().call(Call.of(Call.Verb.KILL, id));
        viewer.untilClosed();
        pasted.join();
    }

    private static int ticks(TestViewer viewer) {
        return viewer.text().split("tick", -1).length;
    }

    private static void paste(TestLink link, AtomicLong sent) {
        byte[] piece = new byte[PIECE_BYTES];
        Arrays.fill(piece, (byte) 'p');
        try {
            while (sent.get() < PASTE_BYTES) {
                link.send(Frame.input(sent.get(), piece));
                sent.addAndGet(PIECE_BYTES);
            }
        } catch (UncheckedIOException e) {
            return; // the session was ended under it
        }
    }

    /** The connection holds back as well what its peer does not read; this one reads, and the window alone is left. */
    @Test
    void aViewerThatReadsWithoutAcknowledgingIsSentOneWindow() {
        String id = keeper.open("yes");
        TestViewer viewer = keeper.viewer(id).withoutAcknowledging();
        viewer.until(() -> viewer.received() >= Protocol.WINDOW_BYTES - 3);
        for (int look = 1; look <= 20; look++) {
            int asked = look;
            viewer.link().send(Frame.number(Tag.PING, look));
            viewer.until(() -> viewer.pongs() == asked);
        }

        assertTrue(viewer.received() <= Protocol.WINDOW_BYTES, () -> viewer.received() + " bytes without an acknowledgement");
        keeper.link().call(Call.of(Call.Verb.KILL, id));
    }

    @Test
    void everyByteThatThereIsGoesInAndOut() {
        TestViewer viewer = keeper.viewer(keeper.open("sh", "-c", "stty raw -echo; echo ready; exec cat")).untilText("ready\n");
        byte[] typed = new byte[64 << 8];
        for (int i = 0; i < typed.length; i++) {
            typed[i] = (byte) (i * 7 + i / 256); // each value behind and before many others
        }
        viewer.dropBytes();

        viewer.link().send(Frame.input(0, typed));

        viewer.until(() -> viewer.bytes().length == typed.length);
        assertArrayEquals(typed, viewer.bytes());
    }
}
