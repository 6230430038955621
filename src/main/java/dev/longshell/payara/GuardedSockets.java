package dev.longshell.payara;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Every guarded WebSocket that is open, for what only time shows; knows nothing of frames. */
public final class GuardedSockets {
    private static final Logger LOG = System.getLogger(GuardedSockets.class.getName());

    private final Set<GuardedUpgradeHandler> open = ConcurrentHashMap.newKeySet();

    void add(GuardedUpgradeHandler socket) {
        open.add(socket);
    }

    void remove(GuardedUpgradeHandler socket) {
        open.remove(socket);
    }

    /** Closes who is late, or has been told to go; to be called a few times in a second. */
    public void look() {
        for (GuardedUpgradeHandler socket : open) {
            try {
                socket.look();
            } catch (RuntimeException e) { // Tyrus: one that cannot be closed does not keep the others from it
                LOG.log(Level.WARNING, "a WebSocket could not be looked at", e);
            }
        }
    }
}
