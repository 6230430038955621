package dev.longshell.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The law: xterm(B) equals xterm(snapshot(B[..k]) + B[k..]), at the split and at the end. */
class SnapshotLawTest {

    private static Oracle oracle;

    @BeforeAll
    static void startOracle() throws IOException {
        oracle = new Oracle();
    }

    @AfterAll
    static void stopOracle() throws IOException {
        oracle.close();
    }

    @TestFactory
    Stream<DynamicTest> everyPieceOfStateComesBack() {
        return oracle.cases().stream().map(testCase -> DynamicTest.dynamicTest(testCase.group() + ": " + testCase.name(),
            () -> {
                Oracle.Verdict verdict = Law.judge(oracle, testCase.stream(), testCase.split(), testCase.size(),
                    testCase.resizes());
                assertEquals(new Oracle.Verdict(null, List.of(), List.of()), verdict);
            }));
    }

    @Test
    void hostileStreamsComeBack() {
        int streams = Integer.getInteger("screen.generated", 40);
        int from = Integer.getInteger("screen.seed", 1);
        int length = Integer.getInteger("screen.length", 200);
        List<String> lost = new ArrayList<>();
        int judged = 0;
        int threw = 0;
        for (int seed = from; seed < from + streams; seed++) {
            byte[] stream = oracle.generate(seed, length, Oracle.Size.STANDARD);
            Random random = new Random(seed);
            for (int i = 0; i < 3; i++) {
                int split = random.nextInt(stream.length);
                Oracle.Verdict verdict = Law.judge(oracle, stream, split, Oracle.Size.STANDARD, List.of());
                if (verdict.error() != null) {
                    threw++;
                    continue;
                }
                judged++;
                if (!verdict.isEqual()) {
                    lost.add("seed " + seed + " split " + split + " at split " + verdict.atSplit() + " at end "
                        + verdict.atEnd());
                }
            }
        }
        System.out.println("generated: " + (judged - lost.size()) + " of " + judged + " equal, xterm.js threw on "
            + threw);
        lost.forEach(System.out::println);
        assertTrue(lost.size() * 200 <= judged, () -> lost.size() + " lost: " + lost);
    }
}
