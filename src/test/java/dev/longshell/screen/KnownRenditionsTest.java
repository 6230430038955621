package dev.longshell.screen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

    /** The other tests of this process share what is remembered, so it takes sequences whose place is free still. */
    @Test
    void areFoundByAllTheirBytes() {
        byte[] bytes = sequences().filter(each -> KnownRenditions.hasRoom(each, 2, Long.BYTES)).findFirst().orElseThrow();
        assertNull(KnownRenditions.find(bytes, 2, KnownRenditions.length(bytes, 2)));

        snapshot(bytes, bytes.length);

        assertNotNull(KnownRenditions.find(bytes, 2, KnownRenditions.length(bytes, 2)));
        byte[] other = sequences().filter(each -> !Arrays.equals(each, bytes) && !KnownRenditions.hasRoom(each, 2, Long.BYTES)).findFirst().orElseThrow();
        assertNull(KnownRenditions.find(other, 2, Long.BYTES));
    }

    /** Far more than there are places. */
    private static Stream<byte[]> sequences() {
        return IntStream.range(10_000_000, 11_000_000).mapToObj(each -> ("\033[" + each + "m and text behind").getBytes(StandardCharsets.US_ASCII));
    }
}
