package dev.longshell.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds and keeps share links. What takes one away moves its maker's access version on: whoever came by the link lives by the maker's rights, and is looked at
 * again with them. Faults: those of {@link DatabaseFaults}.
 */
@ApplicationScoped
@Transactional
@Translated
public class ShareRepository {
    /** A use is written down at most this often. */
    private static final Duration USED_AGAIN = Duration.ofMinutes(1);

    @PersistenceContext(unitName = "longshell")
    private EntityManager entities;
    @Inject
    private AccessVersions versions;

    /** With its session, its maker and their memberships; also one that has expired. */
    public Optional<Share> find(UUID id) {
        return find("s.id = :key", id);
    }

    /** As {@link #find(UUID)}. @param hash of a link's secret */
    public Optional<Share> findByHash(String hash) {
        return find("s.hash = :key", hash);
    }

    private Optional<Share> find(String condition, Object key) {
        return entities.createQuery("select s from Share s join fetch s.session x join fetch x.project join fetch s.maker m left join fetch m.memberships where " + condition, Share.class)
                .setParameter("key", key).getResultStream().findFirst();
    }

    /** Those of a session that have not expired, newest first. */
    public List<Share> list(String session, Instant now) {
        return entities.createQuery("select s from Share s join fetch s.maker where s.session.id = :session and s.expiresAt > :now order by s.createdAt desc, s.id", Share.class)
                .setParameter("session", session).setParameter("now", now).getResultList();
    }

    /** Keeps it and forgets what has expired. */
    public void add(Share share) {
        entities.createQuery("delete from Share s where s.expiresAt < :now").setParameter("now", share.createdAt()).executeUpdate();
        entities.persist(share);
        entities.flush();
    }

    public void used(Share share, Instant now) {
        if (share.lastUsedAt() == null || share.lastUsedAt().plus(USED_AGAIN).isBefore(now)) {
            entities.createQuery("update Share s set s.lastUsedAt = :now where s.id = :id").setParameter("now", now).setParameter("id", share.id()).executeUpdate();
        }
    }

    /** @return the maker; empty when that session has no such link */
    public Optional<UUID> remove(String session, UUID id) {
        Optional<Share> present = entities.createQuery("select s from Share s where s.id = :id and s.session.id = :session", Share.class)
                .setParameter("id", id).setParameter("session", session).getResultStream().findFirst();
        present.ifPresent(share -> {
            entities.remove(share);
            versions.moveOn(share.maker().id());
        });
        entities.flush();
        return present.map(share -> share.maker().id());
    }
}
