package dev.longshell.screen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for every stream of bytes, judged without xterm.js. */
class ScreenProperties {

    @Provide
    Arbitrary<byte[]> streams() {
        Arbitrary<String> text = Arbitraries.of("a", "hello world ", "\u65e5\u672c", "e\u0301", "\ud83d\ude00", "\u0301",
            "x".repeat(81), "\r\n", "\n", "\r", "\b", "\t", "\016", "\017");
        Arbitrary<String> sequence = Combinators.combine(
            Arbitraries.of("", "", "", "?", ">", "="),
            Arbitraries.integers().between(0, 30).list().ofMaxSize(3),
            Arbitraries.of("", "", "", "", " ", "!", "\"", "'", "$"),
            Arbitraries.chars().range('@', '~'))
            .as((prefix, numbers, intermediate, last) -> "\033[" + prefix + join(numbers) + intermediate + last);
        Arbitrary<String> escape = Arbitraries.chars().range('0', '~').map(last -> "\033" + last);
        Arbitrary<String> mode = Combinators.combine(
            Arbitraries.of(1, 6, 7, 12, 25, 45, 47, 66, 1000, 1003, 1004, 1006, 1016, 1047, 1048, 1049, 2004, 2026),
            Arbitraries.of("h", "l")).as((number, last) -> "\033[?" + number + last);
        Arbitrary<String> string = Combinators.combine(Arbitraries.integers().between(0, 120),
            Arbitraries.strings().ascii().ofMaxLength(12), Arbitraries.of("\007", "\033\\", ""))
            .as((number, data, end) -> "\033]" + number + ";" + data + end);
        Arbitrary<byte[]> encoded = Arbitraries.oneOf(text, sequence, escape, mode, string)
            .map(part -> part.getBytes(StandardCharsets.UTF_8));
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(6);
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(9, encoded), net.jqwik.api.Tuple.of(1, noise)).list()
            .ofMaxSize(120).map(ScreenProperties::joined);
    }

    private static String join(List<Integer> numbers) {
        return String.join(";", numbers.stream().map(String::valueOf).toList());
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static Screen screen(byte[] stream, int to) {
        Screen screen = new Screen(30, 8, 20, ScreenListener.NONE);
        screen.write(stream, 0, to);
        return screen;
    }

    /** A snapshot of what a snapshot restored is that snapshot again: nothing is lost on the second way. */
    @Property(tries = 1500)
    void aSnapshotOfASnapshotIsTheSame(@ForAll("streams") byte[] stream) {
        byte[] once = screen(stream, stream.length).snapshot();
        byte[] twice = screen(once, once.length).snapshot();
        assertArrayEquals(screen(twice, twice.length).snapshot(), twice);
    }

    @Property(tries = 1500)
    void itDoesNotMatterHowAStreamIsCutIntoWrites(@ForAll("streams") byte[] stream,
            @ForAll @IntRange(min = 1, max = 7) int size) {
        // without DECAWM half of a wide character at the edge depends on where xterm.js is cut, too
        Assume.that(!new String(stream, StandardCharsets.ISO_8859_1).contains("?7"));
        Screen cut = new Screen(30, 8, 20, ScreenListener.NONE);
        for (int at = 0; at < stream.length; at += size) {
            cut.write(stream, at, Math.min(stream.length, at + size));
        }
        assertArrayEquals(screen(stream, stream.length).snapshot(), cut.snapshot());
    }

    @Property(tries = 1500)
    void anythingAndAnyResizesLeaveTheCursorOnTheScreen(@ForAll("streams") byte[] stream,
            @ForAll @IntRange(min = 2, max = 60) int columns, @ForAll @IntRange(min = 1, max = 20) int rows) {
        Screen screen = screen(stream, stream.length / 2);
        screen.resize(columns, rows);
        screen.write(stream, stream.length / 2, stream.length);
        screen.resize(columns + 3, rows + 2);
        screen.snapshot();
        assertTrue(screen.cursorColumn() >= 0 && screen.cursorColumn() < columns + 3);
        assertTrue(screen.cursorRow() >= 0 && screen.cursorRow() < rows + 2);
    }
}
