package dev.longshell.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileQueueTest {
    private static final long ROOM = 1 << 20;
    @TempDir
    private Path directory;
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("lines");
    }

    @Test
    void givesWhatCameFirstAndKeepsItUntilItIsRemoved() throws IOException {
        try (FileQueue queue = FileQueue.open(file, ROOM).orElseThrow()) {
            add(queue, "one", "zwei ü", "three");

            assertEquals(List.of("one", "zwei ü"), queue.first(2));
            assertEquals(List.of("one", "zwei ü"), queue.first(2));
            queue.remove(queue.first(2));
            add(queue, "four");

            assertEquals(List.of("three", "four"), queue.first(10));
            queue.remove(queue.first(10));
            assertTrue(queue.isEmpty());
            assertEquals(0, Files.size(file), "an empty queue takes no room");
            add(queue, "five");
            assertEquals(List.of("five"), queue.first(10));
        }
    }

    @Test
    void hasItsLinesAgainAfterAKill() throws IOException {
        try (FileQueue killed = FileQueue.open(file, ROOM).orElseThrow()) {
            add(killed, "one", "two");
            killed.remove(List.of("one"));
        }

        try (FileQueue queue = FileQueue.open(file, ROOM).orElseThrow()) {
            assertEquals(List.of("one", "two"), queue.first(10), "twice rather than never");
        }
    }

    @Test
    void dropsTheBeginningOfALineThatAPowerCutLeft() throws IOException {
        Files.writeString(file, "whole\nbegu");

        try (FileQueue queue = FileQueue.open(file, ROOM).orElseThrow()) {
            add(queue, "next");

            assertEquals(List.of("whole", "next"), queue.first(10));
        }
    }

    @Test
    void takesNoLineThatThereIsNoRoomFor() throws IOException {
        try (FileQueue queue = FileQueue.open(file, 10).orElseThrow()) {
            assertTrue(queue.add("12345678"));
            assertFalse(queue.add("9"));
            assertFalse(FileQueue.open(directory.resolve("other"), ROOM).orElseThrow().add("x".repeat(FileQueue.LONGEST_LINE)));

            queue.remove(queue.first(1));

            assertTrue(queue.add("9"));
        }
    }

    @Test
    void givesMoreLinesThanItReadsAtOnceInOrder() throws IOException {
        try (FileQueue queue = FileQueue.open(file, ROOM).orElseThrow()) {
            String filling = "x".repeat(1000);
            for (int number = 0; number < 300; number++) {
                add(queue, number + filling);
            }

            int next = 0;
            for (List<String> lines = queue.first(100); !lines.isEmpty(); lines = queue.first(100)) {
                for (String line : lines) {
                    assertEquals(next++ + filling, line);
                }
                queue.remove(lines);
            }
            assertEquals(300, next);
        }
    }

    /** An interrupted request closed the audit's file for everybody: nothing was recorded until the next start. */
    @Test
    void aThreadThatIsInterruptedClosesItForNobody() throws IOException {
        try (FileQueue queue = FileQueue.open(file, ROOM).orElseThrow()) {
            Thread.currentThread().interrupt();
            add(queue, "one");
            queue.force();
            assertEquals(List.of("one"), queue.first(2));
            assertTrue(Thread.interrupted());

            add(queue, "two");

            assertEquals(List.of("one", "two"), queue.first(3));
        }
    }

    private static void add(FileQueue queue, String... lines) throws IOException {
        for (String line : lines) {
            assertTrue(queue.add(line));
        }
    }
}
