package dev.longshell.channel;

import dev.longshell.session.Kind;
import dev.longshell.wire.Attach;
import java.security.Principal;

/**
 * A handshake that was let in. It travels from the filter to the socket as the request's principal: the one thing that Jakarta WebSocket 2.1 hands over
 * from one to the other.
 *
 * @param bearer  who is let in, as they were then
 * @param kind    the channel
 * @param attach  what the keeper will be asked for
 */
record Admission(Bearer bearer, Kind kind, Attach attach) implements Principal {
    @Override
    public String getName() {
        return bearer.name();
    }
}
