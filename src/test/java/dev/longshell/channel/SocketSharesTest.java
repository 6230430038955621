package dev.longshell.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.limit.Leases;
import dev.longshell.session.Kind;
import dev.longshell.wire.Attach;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The story: a viewer who opened 100 sockets closed the admin out. */
class SocketSharesTest {
    private static final int MOST = 100;
    private static final int OF_USER = 50;
    private static final int OF_LINK = 20;
    private final SocketShares shares = new SocketShares(MOST, OF_USER, OF_LINK);

    private record Somebody(UUID user, boolean admin, Optional<UUID> link) implements Bearer {
        static Somebody newUser() {
            return new Somebody(UUID.randomUUID(), false, Optional.empty());
        }

        static Somebody administrator() {
            return new Somebody(UUID.randomUUID(), true, Optional.empty());
        }

        Somebody newLink() {
            return new Somebody(user, false, Optional.of(UUID.randomUUID()));
        }

        @Override
        public String name() {
            return "somebody";
        }

        @Override
        public long accessVersion() {
            return 0;
        }

        @Override
        public Instant expiresAt() {
            return Instant.MAX;
        }

        @Override
        public Bearer again() {
            return this;
        }

        @Override
        public Bearer renewed(String token) {
            return this;
        }

        @Override
        public Attach.Role roleFor(Admission admission) {
            return Attach.Role.OBSERVER;
        }

        @Override
        public FaultException over() {
            return new FaultException(Fault.UNAUTHENTICATED, "over");
        }
    }

    /** @return how many were let in */
    private int open(int times, Bearer bearer) {
        int open = 0;
        for (int time = 0; time < times; time++) {
            try {
                shares.take(Kind.TERMINAL, bearer);
                open++;
            } catch (FaultException e) {
                assertEquals(Fault.CONNECTION_LIMIT, e.fault());
                assertTrue(e.retryAfterMillis().isPresent() && e.getMessage().contains("WS_MAX_CONNECTIONS"), e.getMessage());
            }
        }
        return open;
    }

    @Test
    void aUserHasAShareAndTheOtherChannelIsAnother() {
        Somebody viewer = Somebody.newUser();

        assertEquals(OF_USER, open(MOST, viewer));
        shares.take(Kind.CLAUDE, viewer);
        assertEquals(5, open(5, Somebody.newUser()));
    }

    @Test
    void roomIsKeptForAdminsHoweverManyOthersCome() {
        int others = 0;
        for (int user = 0; user < 10; user++) {
            others += open(MOST, Somebody.newUser());
        }

        assertEquals(MOST - 10, others);
        assertEquals(10, open(MOST, Somebody.administrator()));
    }

    @Test
    void aLinkHasAShareAndItsMakersLinksHaveOneTogetherBesideTheMakersOwn() {
        Somebody maker = Somebody.newUser();

        assertEquals(OF_LINK, open(MOST, maker.newLink()));
        assertEquals(OF_LINK, open(MOST, maker.newLink()));
        assertEquals(OF_USER - 2 * OF_LINK, open(MOST, maker.newLink()));
        assertEquals(5, open(5, maker));
    }

    /** What an admin's link lends is no admin's. */
    @Test
    void aLinkOfAnAdminHasNoMoreThanAnyOther() {
        Somebody admin = Somebody.administrator();

        assertEquals(OF_LINK, open(MOST, admin.newLink()));
    }

    @Test
    void fewSocketsAreHalvedAndOneIsForWhoComesFirst() {
        SocketShares few = new SocketShares(2, OF_USER, OF_LINK);
        few.take(Kind.TERMINAL, Somebody.newUser());
        assertThrows(FaultException.class, () -> few.take(Kind.TERMINAL, Somebody.newUser()));
        few.take(Kind.TERMINAL, Somebody.administrator());
        new SocketShares(1, OF_USER, OF_LINK).take(Kind.TERMINAL, Somebody.newUser());
    }

    @Test
    void theSixHundredAndFirstOpeningWithinAMinuteIsRefusedByTime() {
        Somebody hasty = Somebody.newUser();
        for (int time = 0; time < SocketShares.MOST_OPENINGS; time++) {
            shares.take(Kind.TERMINAL, hasty).close();
        }

        assertEquals(Fault.RATE_LIMIT, assertThrows(FaultException.class, () -> shares.take(Kind.TERMINAL, hasty)).fault());
        shares.take(Kind.TERMINAL, Somebody.newUser());
    }

    @Test
    void aThousandAcceptedAndAThousandRefusedLeaveNothing() {
        for (int round = 0; round < 20; round++) {
            Somebody viewer = Somebody.newUser();
            List<Leases.Lease> leases = new ArrayList<>();
            for (int accepted = 0; accepted < OF_USER; accepted++) {
                leases.add(shares.take(Kind.TERMINAL, viewer));
            }
            assertEquals(0, open(OF_USER, viewer));
            leases.forEach(Leases.Lease::close);
        }
        assertEquals(0, shares.count(Kind.TERMINAL));
    }
}
