package dev.longshell.screen;

import java.util.List;

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
        return oracle.check(stream, split, snapshot(stream, split, size, resizes), size, resizes);
    }
}
