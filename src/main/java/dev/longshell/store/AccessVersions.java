package dev.longshell.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A number for each user that moves on, in the same transaction, whenever something about their access changes; knows nothing of what changed.
 *
 * <p>Whoever let a user in and keeps a door open remembers the number and looks again when it has moved on. A commit also wakes the gateways that listen
 * (PostgreSQL, NOTIFY); a notification that is lost costs no more than the wait for the next look.
 */
@ApplicationScoped
@Transactional
@Translated
public class AccessVersions {
    static final String CHANNEL = "longshell_access";

    @PersistenceContext(unitName = "longshell")
    private EntityManager entities;

    /** Only within the transaction that changes something. */
    @Transactional(Transactional.TxType.MANDATORY)
    void moveOn(UUID user) {
        entities.createQuery("update User u set u.accessVersion = u.accessVersion + 1 where u.id = :id").setParameter("id", user).executeUpdate();
        entities.createNativeQuery("select pg_notify(?1, ?2)").setParameter(1, CHANNEL).setParameter(2, user.toString()).getSingleResult();
    }

    /** The numbers of those users; none for one who is gone. */
    public Map<UUID, Long> of(Collection<UUID> users) {
        return entities.createQuery("select u.id, u.accessVersion from User u where u.id in :ids", Object[].class)
                .setParameter("ids", users).getResultStream().collect(Collectors.toMap(row -> (UUID) row[0], row -> (Long) row[1]));
    }
}
