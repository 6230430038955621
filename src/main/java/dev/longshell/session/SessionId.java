package dev.longshell.session;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;

/** Makes ids that nobody can guess and that sort by time: {@code session_{milliseconds}_{random}}. */
final class SessionId {
    /** 160 bits. */
    private static final int RANDOM_BYTES = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    private SessionId() {
    }

    static String next(Instant now) {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        return "session_" + now.toEpochMilli() + "_" + HexFormat.of().formatHex(random);
    }
}
