package dev.longshell.link;

/** Where a {@link Supervisor} looks for its keeper: the place of the one that opens sessions, or the name of one that has retired. */
interface Place {
    /** Brings a keeper there, and connects to it. @throws Vacated where there will be none any more */
    void fill(Runnable connect) throws InterruptedException;

    /** Whether the keeper that has greeted is the one to stay with. @return false when it has left the place to another: the line is to be closed */
    boolean keeps(Control keeper);

    /** The line stands. */
    void arrived(KeeperArrived arrival);

    /** The keeper has said that it retires. */
    void left() throws InterruptedException;

    /** Nobody is there, and nobody comes. */
    final class Vacated extends RuntimeException {
        private static final long serialVersionUID = 1;

        Vacated(String message) {
            super(message);
        }
    }
}
