package dev.longshell.channel;

import dev.longshell.fault.FaultException;
import dev.longshell.wire.Attach;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Whose rights a socket lives by, as they were when somebody last looked: a {@link UserBearer}'s own, or what a link lends to a {@link GuestBearer}. Knows nothing of sockets. */
interface Bearer {
    /** For people and the audit. */
    String name();

    /** The user with whose access version these rights change. */
    UUID user();

    /** Whether it is an admin themselves: what a link lends is no more than anybody's. */
    boolean admin();

    /** The link that it came by; empty for a user. */
    Optional<UUID> link();

    /** Of that user, as it was then; when it has moved on, all of this may be otherwise. */
    long accessVersion();

    /** UTC; when the login, token or link ends. */
    Instant expiresAt();

    /** The same as it is now. @throws FaultException UNAUTHENTICATED when it is good no more */
    Bearer again();

    /** The same, with a later token. @throws FaultException UNAUTHENTICATED for a token that is not good, or not the bearer's */
    Bearer renewed(String token);

    /** What it may do with what it was admitted to; null where that does not exist for it. */
    Attach.Role roleFor(Admission admission);

    /** What to say when it is good no more. */
    FaultException over();
}
