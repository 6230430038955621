package dev.longshell.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.longshell.session.Guest;
import dev.longshell.session.Kind;
import dev.longshell.wire.Attach;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fault 31: how long a socket is good for, while somebody sets the wall clock. */
class PassTest {
    private static final Instant ADMITTED = Instant.parse("2030-01-02T03:04:05Z");
    private final AtomicLong nanos = new AtomicLong(42);
    private final AtomicReference<Instant> wall = new AtomicReference<>(ADMITTED);

    @ParameterizedTest
    @ValueSource(strings = {"PT24H", "PT-1H"})
    void endsNeitherEarlyNorLateWhereverTheWallClockIsSetTo(Duration step) {
        Guest guest = new Guest(UUID.randomUUID(), "guest", "session_1_a", "name", Kind.TERMINAL, Attach.Role.OBSERVER, UUID.randomUUID(), 1, ADMITTED.plusSeconds(60));
        Pass pass = new Pass(new Admission(new GuestBearer(guest, null), Kind.TERMINAL, null), nanos::get, wall::get);

        wall.set(ADMITTED.plus(step));
        nanos.addAndGet(Duration.ofSeconds(60).toNanos());

        assertEquals(Duration.ZERO, pass.remaining());
    }
}
