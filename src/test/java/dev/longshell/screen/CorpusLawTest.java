package dev.longshell.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The law on recordings of real programs (src/test/resources/screen): random splits, also inside sequences and
 * characters, without and with resizes. {@code -Pscreen-corpus} judges many splits, a plain build a few.
 */
class CorpusLawTest {

    private static final int SPLITS = Integer.getInteger("screen.splits", 3);
    private static Oracle oracle;

    @BeforeAll
    static void startOracle() throws IOException {
        oracle = new Oracle();
    }

    @AfterAll
    static void stopOracle() throws IOException {
        oracle.close();
    }

    static List<Path> recordings() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/screen"))) {
            return files.filter(file -> file.toString().endsWith(".raw.gz")).sorted().toList();
        }
    }

    static byte[] read(Path recording) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(recording))) {
            return in.readAllBytes();
        }
    }

    @TestFactory
    Stream<DynamicTest> recordingsComeBack() throws IOException {
        return recordings().stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(),
            () -> judge(file, false)));
    }

    @TestFactory
    Stream<DynamicTest> resizedRecordingsComeBack() throws IOException {
        return recordings().stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(),
            () -> judge(file, true)));
    }

    private static void judge(Path file, boolean resized) throws IOException {
        byte[] stream = read(file);
        Random random = new Random(file.hashCode() + (resized ? 1 : 0));
        List<String> lost = new ArrayList<>();
        for (int i = 0; i < SPLITS; i++) {
            int split = random.nextInt(stream.length);
            List<Oracle.Resized> resizes = resized ? Law.resizes(random, stream) : List.of();
            Oracle.Verdict verdict = Law.judge(oracle, stream, split, Oracle.Size.STANDARD, resizes);
            if (!verdict.isEqual()) {
                lost.add("split " + split + " " + resizes + " " + verdict);
            }
        }
        assertEquals(List.of(), lost);
    }
}
