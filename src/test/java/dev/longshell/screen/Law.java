package dev.longshell.screen;

import java.util.List;
import java.util.Random;

/** Applies the law of snapshots to one stream and split; knows nothing of where streams come from. */
final class Law {

    private Law() { }

    /** The snapshot of a screen that got the stream up to the split, resized on the way. */
    static byte[] snapshot(byte[] stream, int split, Oracle.Size size, List<Oracle.Resized> resizes) {
        return screen(stream, split, size, resizes).snapshot();
    }

    static Screen screen(byte[] stream, int split, Oracle.Size size, List<Oracle.Resized> resizes) {
        Screen screen = new Screen(size.columns(), size.rows(), size.history(), ScreenListener.NONE);
        int from = 0;
        for (Oracle.Resized resize : resizes) {
            if (resize.at() <= split) {
                screen.write(stream, from, resize.at());
                screen.resize(resize.columns(), resize.rows());
                from = resize.at();
            }
        }
        screen.write(stream, from, split);
        if (split % 2 == 0) {
            screen.rest();
        }
        return screen;
    }

    static Oracle.Verdict judge(Oracle oracle, byte[] stream, int split, Oracle.Size size,
            List<Oracle.Resized> resizes) {
        return oracle.check(stream, split, snapshot(stream, split, size, resizes), size, resizes, true);
    }

    /** By xterm.js as it comes. */
    static Oracle.Verdict judgeUnmended(Oracle oracle, byte[] stream, int split, Oracle.Size size, List<Oracle.Resized> resizes) {
        return oracle.check(stream, split, snapshot(stream, split, size, resizes), size, resizes, false);
    }

    /** One to three changes of the size on the way. */
    static List<Oracle.Resized> resizes(Random random, byte[] stream) {
        return random.ints(random.nextInt(1, 4), 0, stream.length).map(at -> characterStart(stream, at)).sorted()
            .mapToObj(at -> new Oracle.Resized(at, random.nextInt(20, 140), random.nextInt(5, 50))).toList();
    }

    /** xterm.js loses some characters that are cut, see {@link OracleErrorsTest}; the keeper cuts none. */
    private static int characterStart(byte[] stream, int at) {
        int start = at;
        while (start > 0 && (stream[start] & 0xc0) == 0x80) {
            start--;
        }
        return start;
    }
}
