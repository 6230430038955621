package dev.longshell.keeper;

/** Where output may be cut without hurting a character (UTF-8, RFC 3629) or a line; knows nothing of frames. */
final class Cut {
    private static final int LONGEST_CHARACTER_BYTES = 4;

    private Cut() {
    }

    /**
     * Bytes just before {@code end} that begin a character whose rest is missing.
     *
     * @return 0 to 3; 0 for bytes that are no UTF-8 anyway
     */
    static int incompleteBytes(OutputLog log, long end) {
        for (int back = 1; back < LONGEST_CHARACTER_BYTES && end - back >= log.start(); back++) {
            byte candidate = log.at(end - back);
            if (!isContinuation(candidate)) {
                return characterBytes(candidate) > back ? back : 0;
            }
        }
        return 0;
    }

    private static boolean isContinuation(byte candidate) {
        return (candidate & 0xC0) == 0x80;
    }

    private static int characterBytes(byte lead) {
        if ((lead & 0xE0) == 0xC0) {
            return 2;
        }
        if ((lead & 0xF0) == 0xE0) {
            return 3;
        }
        return (lead & 0xF8) == 0xF0 ? LONGEST_CHARACTER_BYTES : 1;
    }
}
