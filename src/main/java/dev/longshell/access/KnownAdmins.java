package dev.longshell.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers who was an admin when the database was last asked, so that an admin can be told what is broken while it is the database itself; knows nothing of what is
 * shown to them. Forgets them with whatever changes their access, and when the login or token is over.
 */
@ApplicationScoped
public class KnownAdmins {
    /** Logins and tokens; the one unused for longest goes first. */
    static final int MOST = 64;

    private final Map<String, Caller> admins = new LinkedHashMap<>(MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Caller> eldest) {
            return size() > MOST;
        }
    };

    /** The database has just said so. @param name of the principal */
    synchronized void seen(String name, Caller caller) {
        if (caller.admin()) {
            admins.put(name, caller);
            return;
        }
        admins.remove(name);
    }

    synchronized void forget(String name) {
        admins.remove(name);
    }

    /** Empty for whom was no admin when last seen, or not seen. @param now UTC */
    synchronized Optional<Caller> find(String name, Instant now) {
        return Optional.ofNullable(admins.get(name)).filter(admin -> admin.proof().expiresAt().isAfter(now));
    }

    synchronized void changed(@Observes AccessChanged change) {
        admins.values().removeIf(admin -> admin.userId().equals(change.user()));
    }
}
