package dev.longshell.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds and keeps which account at an OpenID Connect provider is which user. Faults: those of {@link DatabaseFaults}. */
@ApplicationScoped
@Transactional
@Translated
public class IdentityRepository {
    @PersistenceContext(unitName = "longshell")
    private EntityManager entities;

    /** The user of that account, disabled or not. */
    public Optional<User> findUser(String issuer, String subject) {
        return entities.createQuery("select i.user from Identity i where i.issuer = :issuer and i.subject = :subject", User.class)
                .setParameter("issuer", issuer).setParameter("subject", subject).getResultStream().findFirst();
    }

    /** Keeps a new user and their account, both or neither. CONFLICT where the name or the account is taken. */
    public User add(User user, String issuer, String subject) {
        entities.persist(user);
        entities.persist(new Identity(user, issuer, subject));
        entities.flush();
        return user;
    }

    /** From now on that account is that user's. CONFLICT where it is anybody's already. */
    public void link(UUID user, String issuer, String subject) {
        entities.persist(new Identity(entities.getReference(User.class, user), issuer, subject));
        entities.flush();
    }

    /** The accounts of that user, oldest first. */
    public List<Identity> list(UUID user) {
        return entities.createQuery("select i from Identity i where i.user.id = :user order by i.createdAt", Identity.class).setParameter("user", user).getResultList();
    }

    /** @return false when that user has none with that id */
    public boolean remove(UUID user, UUID id) {
        return entities.createQuery("delete from Identity i where i.id = :id and i.user.id = :user").setParameter("id", id).setParameter("user", user).executeUpdate() > 0;
    }
}
