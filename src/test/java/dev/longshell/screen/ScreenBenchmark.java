package dev.longshell.screen;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How fast a screen takes bytes and gives snapshots, per load of docs/screen.md; {@link #main} puts it beside
 * {@code @xterm/headless} in one run on one machine.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ScreenBenchmark {

    static final String[] LOADS = {"plain", "dense", "coloured", "regions", "recorded"};
    private static final int CHUNK = 65_536;
    /** The best of these counts: other work on the machine only ever takes away. */
    private static final int ROUNDS = 5;

    @Param({"plain", "dense", "coloured", "regions", "recorded"})
    public String load;

    private byte[] stream;
    private Screen screen;
    private Screen shell;

    @Setup
    public void fill() throws IOException {
        stream = stream(load);
        screen = new Screen(80, 24, 1000, ScreenListener.NONE);
        shell = new Screen(80, 24, 500, ScreenListener.NONE);
        byte[] lines = stream("coloured");
        shell.write(lines, 0, Math.min(lines.length, 60_000));
    }

    /** One pass over about a megabyte. */
    @Benchmark
    public void parse() {
        write(screen, stream);
    }

    /** 80x24 with 500 lines of coloured history. */
    @Benchmark
    public byte[] snapshot() {
        return shell.snapshot();
    }

    static void write(Screen screen, byte[] stream) {
        for (int at = 0; at < stream.length; at += CHUNK) {
            screen.write(stream, at, Math.min(stream.length, at + CHUNK));
        }
    }

    static byte[] stream(String load) throws IOException {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        switch (load) {
            case "plain" -> plain(text, random);
            case "dense" -> dense(text, random);
            case "coloured" -> coloured(text, random);
            case "regions" -> regions(text, random);
            default -> {
                return recorded();
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void words(StringBuilder text, Random random, int length) {
        int end = text.length() + length;
        while (text.length() < end) {
            for (int letters = 2 + random.nextInt(8); letters > 0; letters--) {
                text.append((char) ('a' + random.nextInt(26)));
            }
            text.append(' ');
        }
        text.setLength(end);
    }

    private static void plain(StringBuilder text, Random random) {
        while (text.length() < 1_000_000) {
            words(text, random, 30 + random.nextInt(60));
            text.append("\r\n");
        }
    }

    private static void dense(StringBuilder text, Random random) {
        while (text.length() < 1_000_000) {
            text.append("\033[H");
            for (int row = 1; row <= 24; row++) {
                text.append("\033[").append(row).append(";1H\033[3").append(random.nextInt(8)).append('m');
                words(text, random, 79);
                text.append("\033[K");
            }
        }
    }

    private static void coloured(StringBuilder text, Random random) {
        while (text.length() < 1_000_000) {
            for (int run = 0; run < 6; run++) {
                if (random.nextBoolean()) {
                    text.append("\033[38;5;").append(random.nextInt(256)).append('m');
                } else {
                    text.append("\033[1;3").append(random.nextInt(8)).append('m');
                }
                words(text, random, 4 + random.nextInt(9));
                text.append("\033[0m");
            }
            text.append("\r\n");
        }
    }

    private static void regions(StringBuilder text, Random random) {
        while (text.length() < 1_000_000) {
            text.append("\033[5;20r\033[20;1H");
            for (int line = 0; line < 20; line++) {
                text.append("\r\n");
                words(text, random, random.nextInt(40));
            }
            text.append("\033[5;1H\033[3L\033[2M\033M\033M\033[r");
        }
    }

    private static byte[] recorded() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (all.size() < 1_000_000) {
            for (String name : new String[] {"vim", "top", "tmux", "less", "claude-like", "git-diff", "bash"}) {
                all.write(CorpusLawTest.read(Path.of("src/test/resources/screen/" + name + ".raw.gz")));
                all.write("\033c".getBytes(StandardCharsets.US_ASCII));
            }
        }
        return all.toByteArray();
    }

    /** Prints a table of both, without JMH's care but in one run; {@code screen.megabytes} per load. */
    public static void main(String[] arguments) throws IOException {
        int megabytes = Integer.getInteger("screen.megabytes", 100);
        try (Oracle oracle = new Oracle()) {
            System.out.printf("%-10s %12s %14s %7s%n", "load", "screen MB/s", "headless MB/s", "factor");
            for (String load : LOADS) {
                byte[] stream = stream(load);
                measure(stream, megabytes);
                oracle.megabytesPerSecond(stream, 10);
                double ours = 0;
                double theirs = 0;
                for (int round = 0; round < ROUNDS; round++) {
                    ours = Math.max(ours, measure(stream, megabytes));
                    theirs = Math.max(theirs, oracle.megabytesPerSecond(stream, 10));
                }
                System.out.printf("%-10s %12.1f %14.1f %7.1f%n", load, ours, theirs, ours / theirs);
            }
        }
        snapshots();
    }

    private static void snapshots() throws IOException {
        for (String load : new String[] {"plain", "coloured"}) {
            Screen screen = new Screen(80, 24, 500, ScreenListener.NONE);
            write(screen, stream(load));
            int length = 0;
            for (int i = 0; i < 2000; i++) {
                length = screen.snapshot().length;
            }
            long start = System.nanoTime();
            for (int i = 0; i < 500; i++) {
                length = screen.snapshot().length;
            }
            System.out.printf("snapshot of 500 lines, %s: %.3f ms, %d bytes%n", load,
                (System.nanoTime() - start) / 500e6, length);
        }
    }

    private static double measure(byte[] stream, int megabytes) {
        Screen screen = new Screen(80, 24, 1000, ScreenListener.NONE);
        long written = 0;
        long start = System.nanoTime();
        while (written < megabytes * 1_000_000L) {
            write(screen, stream);
            written += stream.length;
        }
        return written * 1e3 / (System.nanoTime() - start);
    }
}
