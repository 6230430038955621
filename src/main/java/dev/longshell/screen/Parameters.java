package dev.longshell.screen;

/**
 * The numbers of a control sequence and their sub-parameters (after ':'), at most 32 of each, the rest dropped as
 * xterm.js does; knows nothing of what they mean. A missing parameter is 0, a missing sub-parameter -1.
 */
final class Parameters {

    private static final int MOST = 32;
    /** A further digit cannot overflow this. */
    private static final int SAFE = 200_000_000;

    private final int[] values = new int[MOST];
    private final int[] subs = new int[MOST];
    private final int[] subStart = new int[MOST];
    private final int[] subEnd = new int[MOST];
    private int count;
    private int subCount;
    private boolean inSub;
    private boolean full;
    private boolean subsFull;

    /** One parameter, 0. */
    void clear() {
        values[0] = 0;
        subStart[0] = 0;
        subEnd[0] = 0;
        count = 1;
        subCount = 0;
        inSub = false;
        full = false;
        subsFull = false;
    }

    void next() {
        inSub = false;
        if (count == MOST) {
            full = true;
            return;
        }
        values[count] = 0;
        subStart[count] = subCount;
        subEnd[count++] = subCount;
    }

    void nextSub() {
        inSub = true;
        if (full || subCount == MOST) {
            subsFull = true;
            return;
        }
        subs[subCount++] = -1;
        subEnd[count - 1]++;
    }

    void digit(int digit) {
        if (!inSub && !full && values[count - 1] < SAFE) {
            values[count - 1] = values[count - 1] * 10 + digit;
            return;
        }
        digitOfLong(digit);
    }

    private void digitOfLong(int digit) {
        if (full || inSub && (subsFull || subCount == 0)) {
            return;
        }
        int[] store = inSub ? subs : values;
        int last = (inSub ? subCount : count) - 1;
        store[last] = store[last] < 0 ? digit : (int) Math.min(Integer.MAX_VALUE, store[last] * 10L + digit);
    }

    int count() {
        return count;
    }

    int get(int index) {
        return index < count ? values[index] : 0;
    }

    /** The parameter, where 0 and missing mean 1, and no more than a million. */
    int atLeastOne(int index) {
        return Math.min(1_000_000, Math.max(1, get(index)));
    }

    int subCount(int index) {
        return subEnd[index] - subStart[index];
    }

    int sub(int index, int sub) {
        return subs[subStart[index] + sub];
    }
}
