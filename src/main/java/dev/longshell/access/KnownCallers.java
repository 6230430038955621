package dev.longshell.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Remembers whose a login or token was when the database was last asked, so that a request can be counted as its user's
 * before anything is asked; gives nobody any right.
 */
@ApplicationScoped
public class KnownCallers {
    /**
     * Logins and tokens, some 2 MB; the one unused for longest goes first, and is a stranger's until it is looked up
     * again.
     */
    static final int MOST = 10_000;

    /** @param admin whether the user was one */
    record Known(UUID user, boolean admin) {
    }

    private final Map<String, Known> callers = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST;
        }
    };

    /** The database has just said so. @param name of the principal */
    synchronized void seen(String name, Caller caller) {
        callers.put(name, new Known(caller.userId(), caller.admin()));
    }

    synchronized void forget(String name) {
        callers.remove(name);
    }

    /** @param name of the principal, or null */
    synchronized Optional<Known> find(String name) {
        return Optional.ofNullable(callers.get(name));
    }

    synchronized void changed(@Observes AccessChanged change) {
        callers.values().removeIf(known -> known.user().equals(change.user()));
    }
}
