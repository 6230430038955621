package dev.longshell.channel;

import dev.longshell.access.Caller;
import dev.longshell.session.Kind;
import dev.longshell.wire.Attach;
import java.security.Principal;

/**
 * A handshake that was let in. It travels from the filter to the socket as the request's principal: the one thing that Jakarta WebSocket 2.1 hands over
 * from one to the other.
 *
 * @param caller  who is let in, as they were then
 * @param kind    the channel
 * @param attach  what the keeper will be asked for
 * @param reading which thread reads the socket
 */
record Admission(Caller caller, Kind kind, Attach attach, SelectorReading reading) implements Principal {
    @Override
    public String getName() {
        return caller.username();
    }
}
