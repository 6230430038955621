package dev.longshell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who is believed to be an admin while nobody can be asked. */
class KnownAdminsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private final KnownAdmins admins = new KnownAdmins();

    @Test
    void anAdminIsKnownUntilTheLoginIsOver() {
        Caller ada = caller(true);
        admins.seen("login 1", ada);

        assertEquals(Optional.of(ada), admins.find("login 1", NOW));
        assertEquals(Optional.empty(), admins.find("login 1", NOW.plus(Duration.ofHours(1))));
        assertEquals(Optional.empty(), admins.find("login 2", NOW));
    }

    @Test
    void whoIsNoAdminIsNotKnownNorWhoWasOneAndIsNoMore() {
        admins.seen("login 1", caller(true));
        admins.seen("login 1", caller(false));
        admins.seen("login 2", caller(true));
        admins.forget("login 2");

        assertEquals(Optional.empty(), admins.find("login 1", NOW));
        assertEquals(Optional.empty(), admins.find("login 2", NOW));
    }

    @Test
    void aChangeOfTheirAccessIsTheEndOfAllTheirLogins() {
        Caller ada = caller(true);
        admins.seen("login 1", ada);
        admins.seen("token x", ada);
        admins.seen("login 2", caller(true));

        admins.changed(new AccessChanged(ada.userId()));

        assertEquals(Optional.empty(), admins.find("login 1", NOW));
        assertEquals(Optional.empty(), admins.find("token x", NOW));
        assertTrue(admins.find("login 2", NOW).isPresent());
    }

    @Test
    void theOneUnusedForLongestMakesRoom() {
        for (int login = 0; login <= KnownAdmins.MOST; login++) {
            admins.seen("login " + login, caller(true));
        }

        assertEquals(Optional.empty(), admins.find("login 0", NOW));
        assertTrue(admins.find("login " + KnownAdmins.MOST, NOW).isPresent());
    }

    private static Caller caller(boolean admin) {
        return new Caller(UUID.randomUUID(), "ada", admin, Map.of(), 1, new Caller.Proof(UUID.randomUUID(), null,
                NOW.plus(Duration.ofMinutes(30))));
    }
}
