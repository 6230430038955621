package dev.longshell.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Ten megabytes of anything take about a second of CPU at most and leave a small, working terminal behind. */
class HostileInputTest {

    private static final int SIZE = 10_000_000;
    private static final int LARGEST_SNAPSHOT = 8 << 20;
    /** Nanoseconds of this thread alone: a second, and half of one for machines that are slower or shared. The worst takes 0.9 s on a quiet one. */
    private static final long MOST_CPU = 1_500_000_000L;
    /** After a first one that took too long: neighbours slow a core down as well. */
    private static final int TRIES = 2;
    private static final long MOST_HEAP = 16L << 20;

    private record Attack(String name, String repeated, String before) {
        Attack(String name, String repeated) {
            this(name, repeated, "");
        }
    }

    @TestFactory
    Stream<DynamicTest> tenMegabytesOfAnythingTakeASecondAtMost() {
        return Stream.of(
            new Attack("an OSC without end", "x", "\033]2;"),
            new Attack("an unknown OSC without end", "x", "\033]1337;File="),
            new Attack("a DCS without end", "x", "\033P$q"),
            new Attack("sixel without end", "~", "\033Pq"),
            new Attack("an APC without end", "x", "\033_G"),
            new Attack("parameters without end", "1;", "\033["),
            new Attack("sub-parameters without end", "1:", "\033["),
            new Attack("digits without end", "9", "\033["),
            new Attack("intermediates without end", " ", "\033["),
            new Attack("combining marks", "\u0301", "e"),
            new Attack("combining marks on many letters", "e\u0301\u0302\u0303"),
            new Attack("repeats", "x\033[2147483647b"),
            new Attack("repeats of clusters", "e\u0301\033[2147483647b"),
            new Attack("repeats of wide characters", "\u65e5\033[2147483647b"),
            new Attack("titles pushed", "\033[22;0t"),
            new Attack("titles set and pushed", "\033]2;abcdefghijklmnopqrstuvwxyz\007\033[22t"),
            new Attack("links", "\033]8;;http://x/\033\\y"),
            new Attack("links with identifiers", "\033]8;id=#;http://x/\033\\y"),
            new Attack("colours", "\033[38;2;#;#;#mx"),
            new Attack("clears", "\033[2J"),
            new Attack("clears in colour", "\033[4#m\033[2J"),
            new Attack("resets", "\033cx"),
            new Attack("alignments", "\033#8"),
            new Attack("alternate buffers", "\033[?1049hx\033[?1049l"),
            new Attack("line feeds", "\n"),
            new Attack("scrolls", "\033[9999S"),
            new Attack("insertions", "\033[9999L\033[9999@"),
            new Attack("tabs", "\033[2147483647I\033[2147483647Z"),
            new Attack("queries", "\033[6n\033[c\033[?1$p"),
            new Attack("palettes", "\033]4;1;rgb:1/2/3;2;?\007"),
            new Attack("wide characters", "\u65e5\u672c"),
            new Attack("emoji", "\ud83d\ude00"),
            new Attack("halves of wide characters", "\u65e5\b\bx\033[@"),
            new Attack("saves and restores", "\0337\0338"),
            new Attack("escapes", "\033"),
            new Attack("backspaces", "\033[?45h\b")
        ).map(attack -> DynamicTest.dynamicTest(attack.name, () -> survive(bytes(attack))));
    }

    private static byte[] bytes(Attack attack) {
        StringBuilder text = new StringBuilder(attack.before);
        int number = 0;
        while (text.length() < SIZE) {
            text.append(attack.repeated.contains("#") && !attack.repeated.contains("#8")
                ? attack.repeated.replace("#", String.valueOf(number++ % 256)) : attack.repeated);
        }
        byte[] all = text.toString().getBytes(StandardCharsets.UTF_8);
        return java.util.Arrays.copyOf(all, SIZE);
    }

    @Test
    void randomBytesTakeASecondAtMost() {
        byte[] bytes = new byte[SIZE];
        new Random(1).nextBytes(bytes);
        survive(bytes);
    }

    @Test
    void randomSequencesTakeASecondAtMost() {
        Random random = new Random(2);
        StringBuilder text = new StringBuilder();
        String finals = "@ABCDEFGHIJKLMPSTXZ`abcdefghlmnpqrstu";
        while (text.length() < SIZE) {
            text.append("\033[").append(random.nextInt(5) == 0 ? "?" : "").append(random.nextInt(100))
                .append(random.nextBoolean() ? ";" + random.nextInt(3000) : "")
                .append(finals.charAt(random.nextInt(finals.length()))).append((char) (32 + random.nextInt(90)));
        }
        survive(text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static void survive(byte[] bytes) {
        warm(bytes);
        long cpu = survival(bytes);
        for (int again = 0; again < TRIES && cpu >= MOST_CPU; again++) {
            cpu = Math.min(cpu, survival(bytes));
        }
        assertTrue(cpu < MOST_CPU, cpu / 1_000_000 + " ms");
    }

    /** @return nanoseconds of the processor */
    private static long survival(byte[] bytes) {
        Screen screen = new Screen(80, 24, 1000, ScreenListener.NONE);
        long heap = heap();
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();

        screen.write(bytes, 0, bytes.length);

        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        int snapshot = screen.snapshot().length;
        assertTrue(snapshot < LARGEST_SNAPSHOT, "snapshot of " + snapshot + " bytes");
        assertTrue(heap() - heap < MOST_HEAP, "heap grew by " + (heap() - heap));
        promptStillWorks(screen);
        return cpu;
    }

    /** A keeper that is attacked has been running for a while. */
    private static void warm(byte[] bytes) {
        Screen screen = new Screen(80, 24, 1000, ScreenListener.NONE);
        screen.write(bytes, 0, bytes.length / 10);
    }

    private static void promptStillWorks(Screen screen) {
        byte[] prompt = "\030\033\\\033c$ ls".getBytes(StandardCharsets.US_ASCII);
        screen.write(prompt, 0, prompt.length);
        assertEquals("$ ls", screen.text(0));
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
