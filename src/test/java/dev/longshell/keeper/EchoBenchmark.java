package dev.longshell.keeper;

import dev.longshell.wire.Attach;
import dev.longshell.wire.Frame;
import dev.longshell.wire.KeeperHome;
import dev.longshell.wire.Tag;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What the keeper adds to a bare PTY, in the same run: the echo of one key and a long text, without and with the Unix socket between.
 * Run its main; it prints microseconds and MB/s.
 */
final class EchoBenchmark {
    private static final int ROUNDS = 5;
    private static final int KEYS = 10_000;
    private static final String ECHO = "stty raw -echo; echo ready; exec cat";
    private static final String TEXT = "stty raw -echo; echo ready; read go; exec head -c 200000000 ";

    private EchoBenchmark() {
    }

    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory("longshell");
        Path text = directory.resolve("text");
        Files.writeString(text, "The quick brown fox jumps over the lazy dog, and then it does so again and again.\n".repeat(2_500_000));
        KeeperHome home = KeeperHome.of(directory);
        Premises.prepare(home);
        Keeper keeper = Keeper.start(home);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                System.out.printf("echo of a key, median and 99th percentile in us: raw %s, keeper %s%n", shown(rawEcho()), shown(keeperEcho(home, round)));
            }
            for (int round = 0; round < ROUNDS; round++) {
                System.out.printf("200 MB in MB/s: raw %.0f, keeper (lossless) %.0f%n", rawText(text), keeperText(home, text, round));
            }
        } finally {
            keeper.close();
            RunningKeeper.delete(directory);
        }
    }

    private static String shown(long[] nanos) {
        Arrays.sort(nanos);
        return String.format("%.1f (%.1f)", nanos[nanos.length / 2] / 1e3, nanos[nanos.length * 99 / 100] / 1e3);
    }

    private static long[] rawEcho() {
        Pty pty = raw(ECHO);
        ByteBuffer read = ByteBuffer.allocateDirect(4096);
        ByteBuffer key = ByteBuffer.wrap(new byte[] {'x'});
        long[] nanos = new long[KEYS];
        for (int i = 0; i < KEYS; i++) {
            long begin = System.nanoTime();
            pty.write(key.rewind());
            while (pty.read(read.clear()) == 0) {
                pty.awaitReadable(-1);
            }
            nanos[i] = System.nanoTime() - begin;
        }
        Libc.kill(pty.pid(), Libc.SIGKILL);
        pty.close();
        return nanos;
    }

    private static Pty raw(String command) {
        Pty pty = Pty.start(Launch.of(TestLink.session("raw", "sh", "-c", command)), Spawner.best());
        ByteBuffer read = ByteBuffer.allocateDirect(4096);
        while (read.position() < "ready\n".length()) {
            pty.awaitReadable(-1);
            pty.read(read);
        }
        return pty;
    }

    private static long[] keeperEcho(KeeperHome home, int round) {
        String id = "echo-" + round;
        TestLink.greeted(home).open(id, "sh", "-c", ECHO);
        TestViewer viewer = TestViewer.attach(home, id, "page").untilText("ready");
        byte[] key = {'x'};
        long[] nanos = new long[KEYS];
        for (int i = 0; i < KEYS; i++) {
            long begin = System.nanoTime();
            viewer.link().send(Frame.input(i, key));
            viewer.link().next(Tag.OUTPUT);
            nanos[i] = System.nanoTime() - begin;
            if (i % 1000 == 0) {
                viewer.link().send(Frame.number(Tag.ACK, i));
            }
        }
        viewer.close();
        return nanos;
    }

    private static double rawText(Path text) {
        Pty pty = raw(TEXT + text);
        ByteBuffer read = ByteBuffer.allocateDirect(64 << 10);
        long begin = System.nanoTime();
        long bytes = 0;
        pty.write(ByteBuffer.wrap(new byte[] {'\n'}));
        for (int count = pty.read(read); count >= 0; count = pty.read(read.clear())) {
            bytes += count;
            if (count == 0) {
                pty.awaitReadable(-1);
            }
        }
        pty.close();
        return bytes * 1e3 / (System.nanoTime() - begin);
    }

    private static double keeperText(KeeperHome home, Path text, int round) {
        String id = "text-" + round;
        TestLink.greeted(home).open(id, "sh", "-c", TEXT + text);
        TestViewer viewer = TestViewer.attach(home, new Attach(id, "recorder", 0L, null, null, Attach.Role.OPERATOR, Attach.Mode.LOSSLESS));
        viewer.untilText("ready");
        long begin = System.nanoTime();
        viewer.type("\n");
        viewer.until(() -> {
            viewer.dropBytes();
            return viewer.closeCode() != 0;
        });
        double rate = viewer.offset() * 1e3 / (System.nanoTime() - begin);
        viewer.close();
        return rate;
    }
}
