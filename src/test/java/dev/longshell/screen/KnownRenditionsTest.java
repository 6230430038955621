package dev.longshell.screen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is remembered of SGR does the same as what is read: bytes that come one by one are always read. */
class KnownRenditionsTest {

    private static final String[] PENS = {"", "\033[1;2;3;4;5;7;8;9;53;38;2;1;2;3;48;5;7m", "\033[4:3;58:2::9:8:7m",
        "\033]8;;http://x/\033\\", "\033[4m\033]8;;http://x/\033\\", "\0337\033[4:3mx\0338", "\033[1\"q"};

    private static Stream<String> parameters() {
        Stream<String> single = IntStream.range(0, 110).mapToObj(Integer::toString);
        Stream<String> colours = IntStream.range(0, 256).boxed().flatMap(n -> Stream.of("38;5;" + n, "48;5;" + n, "58;5;" + n));
        Stream<String> mixed = Stream.of("0;1", "1;31", "4;0", "0;4;31", "38", "38;5", "38;2;1;2", "5;38", "00", "38;;1", ";", "1;;3");
        return Stream.of(single, colours, mixed).flatMap(each -> each);
    }

    private static byte[] snapshot(byte[] bytes, int step) {
        Screen screen = new Screen(80, 24, 10, ScreenListener.NONE);
        for (int at = 0; at < bytes.length; at += step) {
            screen.write(bytes, at, Math.min(bytes.length, at + step));
        }
        return screen.snapshot();
    }

    @Test
    void doTheSameToEveryPen() {
        parameters().forEach(parameters -> {
            String sequence = "\033[" + parameters + "m";
            for (String pen : PENS) {
                byte[] bytes = (pen + sequence + "first time\033[0m" + pen + sequence + "second time").getBytes(StandardCharsets.US_ASCII);
                assertArrayEquals(snapshot(bytes, 1), snapshot(bytes, bytes.length), () -> parameters + " after " + pen.replace("\033", "ESC "));
            }
        });
    }

    @Test
    void areFoundByAllTheirBytes() {
        byte[] bytes = "\033[38;5;77m and text behind\033[38;5;7m and text behind".getBytes(StandardCharsets.US_ASCII);
        snapshot(bytes, bytes.length);
        assertNotNull(KnownRenditions.find(bytes, 2, KnownRenditions.length(bytes, 2)));
        byte[] others = "\033[38;5;777m and text behind".getBytes(StandardCharsets.US_ASCII);
        assertNull(KnownRenditions.find(others, 2, 8));
    }
}
