package dev.longshell.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/** Finds and keeps users. Faults: those of {@link DatabaseFaults}. */
@ApplicationScoped
@Transactional
@Translated
public class UserRepository {
    @PersistenceContext(unitName = "longshell")
    private EntityManager entities;

    public Optional<User> find(UUID id) {
        return Optional.ofNullable(entities.find(User.class, id));
    }

    public Optional<User> findByUsername(String username) {
        return entities.createQuery("select u from User u where u.username = :username", User.class)
                .setParameter("username", username).getResultStream().findFirst();
    }

    /** CONFLICT for a name that is taken. */
    public User add(User user) {
        entities.persist(user);
        entities.flush();
        return user;
    }

    /** From now on it can neither log in nor use a token. */
    public void disable(UUID id) {
        find(id).ifPresent(User::disable);
    }
}
