package dev.longshell.channel;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.session.Guest;
import dev.longshell.session.Shares;
import dev.longshell.wire.Attach;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Somebody who came by a share link. */
record GuestBearer(Guest guest, Shares shares) implements Bearer {
    @Override
    public String name() {
        return guest.name();
    }

    /** The maker, whose rights the link lends. */
    @Override
    public UUID user() {
        return guest.maker();
    }

    @Override
    public boolean admin() {
        return false;
    }

    @Override
    public Optional<UUID> link() {
        return Optional.of(guest.share());
    }

    @Override
    public long accessVersion() {
        return guest.makerVersion();
    }

    @Override
    public Instant expiresAt() {
        return guest.expiresAt();
    }

    @Override
    public Bearer again() {
        return new GuestBearer(shares.again(guest), shares);
    }

    @Override
    public Bearer renewed(String token) {
        throw new FaultException(Fault.UNAUTHENTICATED, "Who came by a share link has no login to renew.");
    }

    /** A link opens one session, and its role never changes. */
    @Override
    public Attach.Role roleFor(Admission admission) {
        return guest.role();
    }

    @Override
    public FaultException over() {
        return new FaultException(Fault.FORBIDDEN, "This link is good no more.");
    }
}
