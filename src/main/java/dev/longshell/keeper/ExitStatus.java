package dev.longshell.keeper;

/**
 * How a child ended: by itself or by a signal, one of the two.
 *
 * @param exitCode 0 to 255, or null
 * @param signal   number, or null
 * @param because  as {@link dev.longshell.wire.SessionReport#endedBecause()} has it, or null
 * @param held     another process had the terminal open, and may run on without it
 */
record ExitStatus(Integer exitCode, Integer signal, String because, boolean held) {
    private static final int SIGNAL_MASK = 0x7f;

    ExitStatus(Integer exitCode, Integer signal) {
        this(exitCode, signal, null, false);
    }

    /** Reads what waitpid(2) gives on Linux. pty4j's own exit value makes a signal and an exit code above 128 look alike. */
    static ExitStatus ofWaitStatus(int status) {
        int signal = status & SIGNAL_MASK;
        return signal == 0 ? new ExitStatus(status >> 8 & 0xff, null) : new ExitStatus(null, signal);
    }

    ExitStatus because(String cause) {
        return new ExitStatus(exitCode, signal, cause, held);
    }

    ExitStatus leaving(boolean holders) {
        return new ExitStatus(exitCode, signal, because, holders);
    }
}
