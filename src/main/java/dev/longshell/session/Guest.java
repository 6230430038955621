package dev.longshell.session;

import dev.longshell.wire.Attach;
import java.time.Instant;
import java.util.UUID;

/**
 * Somebody who came by a share link, with what it lends just now; knows nothing of sockets.
 *
 * @param share        id of the link
 * @param name         what others at the session see: no user has a space in theirs
 * @param session      the one session that exists for the guest
 * @param sessionName  its own, or null
 * @param kind         of that session
 * @param role         what the guest may do there
 * @param maker        the user whose rights these are
 * @param makerVersion the maker's access version at that moment; when it has moved on, all of this may be otherwise
 * @param expiresAt    UTC
 */
public record Guest(UUID share, String name, String session, String sessionName, Kind kind, Attach.Role role, UUID maker, long makerVersion, Instant expiresAt) {
}
