package dev.longshell.channel;

/**
 * Whether a peer says anything to what it is sent; knows nothing of sockets.
 *
 * <pre>
 *  listening --sent something, and not heard for ASKED_AFTER looks--> asked --nor for ABSENT_AFTER--> absent
 *      ^------------------------------------------------heard----------------------------------------'
 * </pre>
 *
 * Counted in looks, a second apart, and not by a clock: a server that stood still has not listened either. Whoever is absent is not gone: packets that come late, and a reader
 * that stands still, look the same from here. Not for two threads at once.
 */
final class Silence {
    /** Of a peer that reads, an ACK or the answer to a ping takes less, also over a slow line. */
    static final int ASKED_AFTER = 8;
    /** Fault 11: noticed within 20 s. */
    static final int ABSENT_AFTER = 14;

    /** What a look finds; each but {@code NOTHING} is found once. */
    enum Found { NOTHING, TO_BE_ASKED, ABSENT }

    private boolean owes;
    private int looks;

    void sent() {
        owes = true;
    }

    /** @return whether it was absent */
    boolean heard() {
        boolean absent = looks >= ABSENT_AFTER;
        owes = false;
        looks = 0;
        return absent;
    }

    Found look() {
        if (!owes || looks >= ABSENT_AFTER) {
            return Found.NOTHING;
        }
        looks++;
        if (looks == ABSENT_AFTER) {
            return Found.ABSENT;
        }
        return looks == ASKED_AFTER ? Found.TO_BE_ASKED : Found.NOTHING;
    }
}
