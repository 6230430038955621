package dev.longshell.link;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.os.Signals;
import dev.longshell.wire.Attach;
import dev.longshell.wire.Frame;
import dev.longshell.wire.OpenSession;
import dev.longshell.wire.SessionReport;
import dev.longshell.wire.Tag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real keeper under SIGSTOP: hung, and not dead. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StoppedKeeperTest {
    private static final Duration SOON = Duration.ofSeconds(40);
    /** More than one look of who watches over it. */
    private static final Duration LONG = Duration.ofSeconds(3);
    private static final String SESSION = "cat";
    private static final String READY = "ready";
    private static final int LINES = 1_000;
    @TempDir
    Path directory;
    private final List<Object> events = new CopyOnWriteArrayList<>();

    @Test
    void isToldFromADeadOneAndGoesOnWithEveryByteThatWasTypedMeanwhile() throws Exception {
        KeeperLink gateway = new KeeperLink(directory, () -> LauncherTest.jarOf("dev.longshell.cli.Longshell"), events::add);
        try {
            SessionReport opened = gateway.open(new OpenSession(SESSION, "terminal", List.of("/bin/sh", "-c", "stty raw -echo; printf " + READY + "; exec cat"), directory.toString(),
                    Map.of("PATH", System.getenv("PATH")), 80, 24, 0, false));
            ProcessHandle keeper = ProcessHandle.of(arrived().get(0)).orElseThrow();
            Seen seen = new Seen();
            Attachment attachment = gateway.attach(new Attach(SESSION, "viewer", 0L, 80, 24, Attach.Role.OPERATOR, Attach.Mode.LOSSLESS, new Attach.Guest("test", null, null), null), seen);
            await().atMost(SOON).until(() -> seen.offset() == READY.length());
            seen.forget();

            Signals.send("STOP", keeper);
            StringBuilder typed = new StringBuilder();
            for (int line = 0; line < LINES; line++) {
                String text = line + "\n";
                attachment.send(Frame.input(typed.length(), text.getBytes(StandardCharsets.US_ASCII)));
                typed.append(text);
            }
            FaultException unanswered = assertThrows(FaultException.class, gateway::list);
            await().atMost(SOON).during(LONG).until(() -> refusesAtOnce(gateway));

            Signals.send("CONT", keeper);
            await().atMost(SOON).ignoreExceptionsMatching(e -> e instanceof FaultException fault && fault.fault() == Fault.KEEPER_UNAVAILABLE)
                    .until(() -> gateway.inspect(SESSION).pid() == opened.pid());
            await().atMost(SOON).until(() -> seen.offset() >= READY.length() + typed.length());

            assertEquals(typed.toString(), seen.text());
            assertEquals(Fault.KEEPER_UNAVAILABLE, unanswered.fault());
            assertTrue(unanswered.getMessage().contains("its sessions may well be alive"), unanswered::getMessage);
            assertEquals(List.of(keeper.pid()), arrived(), "nobody was started in its place");
        } finally {
            gateway.stop();
            arrived().forEach(pid -> ProcessHandle.of(pid).ifPresent(StoppedKeeperTest::end));
        }
    }

    /** Whoever waits for an answer waits five seconds. */
    private static boolean refusesAtOnce(KeeperLink gateway) {
        long asked = System.nanoTime();
        try {
            gateway.inspect(SESSION);
            return false;
        } catch (FaultException e) {
            return e.fault() == Fault.KEEPER_UNAVAILABLE && System.nanoTime() - asked < TimeUnit.SECONDS.toNanos(4);
        }
    }

    private List<Long> arrived() {
        return events.stream().filter(KeeperArrived.class::isInstance).map(event -> ((KeeperArrived) event).pid()).toList();
    }

    private static void end(ProcessHandle keeper) {
        keeper.destroyForcibly();
        keeper.onExit().join();
    }

    /** The output behind what was there at first, without a gap. */
    private static final class Seen implements ViewerSink {
        private final ByteArrayOutputStream output = new ByteArrayOutputStream();
        private long offset;
        private Attachment line;

        @Override
        public void attached(Attachment attachment) {
            line = attachment;
        }

        @Override
        public synchronized void frame(ByteBuffer frame) {
            byte tag = frame.get();
            if (tag == Tag.SNAPSHOT) {
                offset = frame.getLong();
                output.reset();
                line.send(Frame.number(Tag.ACK, offset));
            } else if (tag == Tag.OUTPUT && frame.getLong() == offset) {
                output.writeBytes(Frame.bytes(frame));
                offset += frame.limit() - Frame.STREAM_HEADER_BYTES;
                line.send(Frame.number(Tag.ACK, offset));
            }
            line.ready();
        }

        @Override
        public void closed(int code, String reason) {
            // what is missing then is seen by who waits for it
        }

        synchronized long offset() {
            return offset;
        }

        synchronized String text() {
            return output.toString(StandardCharsets.US_ASCII);
        }

        synchronized void forget() {
            output.reset();
        }
    }
}
