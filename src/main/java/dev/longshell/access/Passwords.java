package dev.longshell.access;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.util.Map;
import java.util.Objects;

/** Hashes and checks passwords (PBKDF2, RFC 8018); knows nothing of whose they are. */
@ApplicationScoped
public class Passwords {
    /** OWASP's figure for HMAC-SHA-512 (Password Storage Cheat Sheet, 2023): about 0.15 s of a core. */
    private static final String ITERATIONS = "210000";

    private static final int SHORTEST = 8;
    /** Characters; PBKDF2 hashes a long password first, and nobody types more. */
    static final int LONGEST = 1_000;

    private Pbkdf2PasswordHash hash;
    private String hashOfNobody;
    private HashPermits permits;

    protected Passwords() {
        // for the container's proxy
    }

    @Inject
    Passwords(Pbkdf2PasswordHash hash, HashPermits permits) {
        this.hash = hash;
        this.permits = permits;
        hash.initialize(Map.of("Pbkdf2PasswordHash.Algorithm", "PBKDF2WithHmacSHA512", "Pbkdf2PasswordHash.Iterations", ITERATIONS));
        hashOfNobody = hash.generate(KeptSecret.random(16).toCharArray());
    }

    /** The password, when it may be one; INVALID_PARAMETER otherwise. Length alone counts (NIST SP 800-63B, section 5.1.1). */
    static String checked(String password, String username) {
        if (password.length() < SHORTEST || password.length() > LONGEST || password.indexOf('\0') >= 0 || password.equalsIgnoreCase(username)) {
            throw new FaultException(Fault.INVALID_PARAMETER, "password: allowed are " + SHORTEST + " to " + LONGEST + " characters other than the name.");
        }
        return password;
    }

    /** For somebody who is logged in, or the house itself. @throws FaultException RATE_LIMIT where too many hash just now */
    public String hash(String password) {
        try (HashPermits.Permit permit = permits.forCaller()) {
            return hash.generate(password.toCharArray());
        }
    }

    /**
     * @param permit whose turn it is
     * @param stored a hash, or null for somebody unknown: false then, after the time that a known user's takes
     */
    boolean matches(HashPermits.Permit permit, String password, String stored) {
        Objects.requireNonNull(permit);
        boolean same = hash.verify(password.toCharArray(), stored == null ? hashOfNobody : stored);
        return same && stored != null;
    }
}
