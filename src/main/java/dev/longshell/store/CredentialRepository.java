package dev.longshell.store;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Finds and keeps logins and personal tokens. What takes one away moves its user's access version on. Faults: those of {@link DatabaseFaults}. */
@ApplicationScoped
@Transactional
@Translated
public class CredentialRepository {
    /** A use is written down at most this often. */
    private static final Duration USED_AGAIN = Duration.ofMinutes(1);

    @PersistenceContext(unitName = "longshell")
    private EntityManager entities;
    @Inject
    private AccessVersions versions;

    /** With its user and their memberships; also one that has expired. */
    public Optional<Credential> find(UUID id) {
        return find("c.id = :key", id);
    }

    /** As {@link #find(UUID)}. @param hash of a personal token */
    public Optional<Credential> findByHash(String hash) {
        return find("c.hash = :key", hash);
    }

    private Optional<Credential> find(String condition, Object key) {
        return entities.createQuery("select c from Credential c join fetch c.user u left join fetch u.memberships where " + condition, Credential.class)
                .setParameter("key", key).getResultStream().findFirst();
    }

    /** Those of a user that are still good, newest first. @param kind {@link Credential#LOGIN} or {@link Credential#TOKEN} */
    public List<Credential> list(UUID user, String kind, Instant now) {
        return entities.createQuery("select c from Credential c where c.user.id = :user and c.kind = :kind and c.expiresAt > :now order by c.createdAt desc", Credential.class)
                .setParameter("user", user).setParameter("kind", kind).setParameter("now", now).getResultList();
    }

    /** Where from that user has logged in, by logins that are still good; at most 100. @param username in lower case */
    public List<String> addressesOf(String username, Instant now) {
        return entities.createQuery("select distinct c.address from Credential c where c.user.username = :name and c.kind = :kind and c.expiresAt > :now", String.class)
                .setParameter("name", username).setParameter("kind", Credential.LOGIN).setParameter("now", now).setMaxResults(100).getResultList();
    }

    /**
     * Keeps it and forgets what has expired. UNAUTHENTICATED for a user who was disabled, or got another password, since they were found: whoever proved who they
     * are a moment too early is not let in.
     */
    public void add(Credential credential) {
        User found = credential.user();
        User now = entities.find(User.class, found.id(), LockModeType.PESSIMISTIC_READ);
        if (now == null || now.disabled() || !Objects.equals(now.passwordHash(), found.passwordHash())) {
            throw new FaultException(Fault.UNAUTHENTICATED, "Log in first.");
        }
        entities.createQuery("delete from Credential c where c.expiresAt < :now").setParameter("now", credential.createdAt()).executeUpdate();
        entities.persist(credential);
        entities.flush();
    }

    public void prolong(UUID id, Instant expiresAt) {
        entities.createQuery("update Credential c set c.expiresAt = :expires where c.id = :id").setParameter("expires", expiresAt).setParameter("id", id).executeUpdate();
    }

    public void used(Credential credential, Instant now) {
        if (credential.lastUsedAt() == null || credential.lastUsedAt().plus(USED_AGAIN).isBefore(now)) {
            entities.createQuery("update Credential c set c.lastUsedAt = :now where c.id = :id").setParameter("now", now).setParameter("id", credential.id()).executeUpdate();
        }
    }

    /** @return false when that user has none with that id */
    public boolean remove(UUID user, UUID id) {
        int removed = entities.createQuery("delete from Credential c where c.id = :id and c.user.id = :user").setParameter("id", id).setParameter("user", user).executeUpdate();
        versions.moveOn(user);
        return removed > 0;
    }

    /**
     * Ends every login when the key that signed their tokens is not the one that signs from now on.
     *
     * @param fingerprint of the key that signs now
     * @return the users whose logins ended
     */
    @SuppressWarnings("unchecked")
    public List<UUID> signedBy(String fingerprint) {
        List<String> before = entities.createNativeQuery("select fingerprint from signing_key for update").getResultList();
        if (before.equals(List.of(fingerprint))) {
            return List.of();
        }
        entities.createNativeQuery("insert into signing_key (fingerprint) values (?1) on conflict (only_row) do update set fingerprint = excluded.fingerprint")
                .setParameter(1, fingerprint).executeUpdate();
        List<UUID> users = entities.createQuery("select distinct c.user.id from Credential c where c.kind = 'login'", UUID.class).getResultList();
        entities.createQuery("delete from Credential c where c.kind = 'login'").executeUpdate();
        users.forEach(versions::moveOn);
        return users;
    }
}
