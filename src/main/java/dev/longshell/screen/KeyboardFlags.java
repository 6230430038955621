package dev.longshell.screen;

/**
 * Holds the flags of the kitty keyboard protocol that are in force in one buffer, and those that a program pushed
 * below them, {@value #DEEPEST} at most: the oldest is dropped for a further one. Knows nothing of keys. The page
 * keeps the same (keyboardmodes.js). Source: the protocol's "Progressive enhancement".
 */
final class KeyboardFlags {

    /** All that the protocol names, and the page encodes. */
    private static final int KNOWN = 31;
    private static final int DEEPEST = 16;

    private final int[] stack = new int[DEEPEST];
    private int depth;
    private int flags;

    int flags() {
        return flags;
    }

    void push(int pushed) {
        if (depth == DEEPEST) {
            System.arraycopy(stack, 1, stack, 0, --depth);
        }
        stack[depth++] = flags;
        flags = pushed & KNOWN;
    }

    /** Popping more than there is leaves no flag. */
    void pop(int count) {
        for (int popped = 0; popped < Math.min(count, DEEPEST + 1); popped++) {
            flags = depth > 0 ? stack[--depth] : 0;
        }
    }

    /** @param how 1 sets these flags and no other, 2 sets them too, 3 takes them away */
    void set(int changed, int how) {
        switch (how) {
            case 1 -> flags = changed & KNOWN;
            case 2 -> flags |= changed & KNOWN;
            case 3 -> flags &= ~changed;
            default -> { }
        }
    }

    void reset() {
        depth = 0;
        flags = 0;
    }

    boolean isReset() {
        return depth == 0 && flags == 0;
    }

    /** Writes what brings a buffer's flags here that are as new. */
    void write(Bytes out) {
        for (int at = 0; at <= depth; at++) {
            int set = at < depth ? stack[at] : flags;
            if (at > 0) {
                out.ascii("\033[>").number(set).add('u');
            } else if (set != 0) {
                out.ascii("\033[=").number(set).add('u');
            }
        }
    }
}
