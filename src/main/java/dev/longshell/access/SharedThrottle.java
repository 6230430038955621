package dev.longshell.access;

import dev.longshell.fault.FaultException;
import dev.longshell.store.AttemptRepository;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.OptionalLong;

/**
 * A {@link Throttle} that the gateways of one database count by together; knows nothing of what is attempted. While the database is away each counts by itself, as it
 * always does too.
 */
final class SharedThrottle {
    private static final Logger LOG = System.getLogger(SharedThrottle.class.getName());

    private final String kind;
    private final int most;
    private final Throttle own;
    private final AttemptRepository shared;

    /** @param kind keeps its keys from those of others @param most attempts by one key within a minute */
    SharedThrottle(String kind, int most, AttemptRepository shared) {
        this.kind = kind;
        this.most = most;
        this.own = new Throttle(most, System::nanoTime);
        this.shared = shared;
    }

    /** As {@link Throttle#attempt}. */
    OptionalLong attempt(String key) {
        OptionalLong wait = own.attempt(key);
        if (wait.isPresent()) {
            return wait;
        }
        try {
            OptionalLong elsewhere = shared.attempt(digest(key), most);
            if (elsewhere.isPresent()) {
                own.withdraw(key);
            }
            return elsewhere;
        } catch (FaultException e) {
            byItself(e);
            return OptionalLong.empty();
        }
    }

    /** Whether this gateway alone knows already that there were too many: asks no database, and counts nothing. */
    OptionalLong look(String key) {
        return own.look(key);
    }

    /** As {@link Throttle#withdraw}. */
    void withdraw(String key) {
        own.withdraw(key);
        tell(() -> shared.withdraw(digest(key)));
    }

    /** As {@link Throttle#succeeded}. */
    void succeeded(String key) {
        own.succeeded(key);
        tell(() -> shared.forget(digest(key)));
    }

    private static void tell(Runnable news) {
        try {
            news.run();
        } catch (FaultException e) {
            byItself(e);
        }
    }

    private static void byItself(FaultException e) {
        LOG.log(Level.DEBUG, "attempts are counted by this gateway alone while the database is away", e);
    }

    /** Neither names nor addresses are kept in the database. */
    private String digest(String key) {
        return PersonalToken.hash(kind + " " + key);
    }
}
