package dev.longshell.screen;

/**
 * The numbers of a control sequence and their sub-parameters (after ':'), at most 32 of each, the rest dropped as
 * xterm.js does; knows nothing of what they mean. A missing parameter is 0, a missing sub-parameter -1.
 */
final class Parameters {

    private static final int MOST = 32;
    /** A further digit cannot overflow this. */
    static final int SAFE = 200_000_000;

    private final int[] values = new int[MOST];
    private final int[] subs = new int[MOST];
    private final int[] subStart = new int[MOST];
    private final int[] subEnd = new int[MOST];
    private int count;
    private int subCount;
    private boolean inSub;
    private boolean hasSubs;
    private boolean full;
    private boolean subsFull;

    /** No parameter yet, and no sub-parameters to come: {@link #add} what is there. */
    void begin() {
        count = 0;
        subCount = 0;
        hasSubs = false;
    }

    /** Whether another one and the last one can be added. */
    boolean hasRoom() {
        return count < MOST - 1;
    }

    void add(int value) {
        values[count++] = value;
    }

    /** One parameter, 0. */
    void clear() {
        values[0] = 0;
        subStart[0] = 0;
        subEnd[0] = 0;
        count = 1;
        subCount = 0;
        hasSubs = true;
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

    /** Whether any parameter may have some. */
    boolean hasSubs() {
        return hasSubs;
    }

    int subCount(int index) {
        return hasSubs ? subEnd[index] - subStart[index] : 0;
    }

    int sub(int index, int sub) {
        return subs[subStart[index] + sub];
    }
}
