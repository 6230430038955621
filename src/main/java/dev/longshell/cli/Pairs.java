package dev.longshell.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The same done on two sides by turns, block by block, in nanoseconds; knows nothing of what is done.
 *
 * <p>A block of one side is compared with the very next of the other, and the ratio of all is the median of those ratios: a machine that changes its speed between two
 * blocks changes it for both.
 */
final class Pairs {
    private final List<long[]> bare = new ArrayList<>();
    private final List<long[]> served = new ArrayList<>();

    void add(long[] bareNanos, long[] servedNanos) {
        bare.add(bareNanos);
        served.add(servedNanos);
    }

    int blocks() {
        return bare.size();
    }

    /** Served to bare, of the blocks' medians; its median. */
    double ratio() {
        double[] ratios = new double[blocks()];
        for (int block = 0; block < ratios.length; block++) {
            ratios[block] = new Durations(served.get(block)).median() / new Durations(bare.get(block)).median();
        }
        Arrays.sort(ratios);
        return ratios[ratios.length / 2];
    }

    /** Blocks in which the bare side's median is below that many microseconds. */
    long bareBelow(double micros) {
        return bare.stream().filter(block -> new Durations(block).median() < micros).count();
    }

    Durations bare() {
        return joined(bare);
    }

    Durations served() {
        return joined(served);
    }

    private static Durations joined(List<long[]> blocks) {
        return new Durations(blocks.stream().flatMapToLong(Arrays::stream).toArray());
    }
}
