package dev.longshell.store;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds and keeps users. Every change moves the user's access version on. Faults: those of {@link DatabaseFaults}. */
@ApplicationScoped
@Transactional
@Translated
public class UserRepository {
    @PersistenceContext(unitName = "longshell")
    private EntityManager entities;
    @Inject
    private AccessVersions versions;

    public Optional<User> findByUsername(String username) {
        return entities.createQuery("select u from User u where u.username = :username", User.class)
                .setParameter("username", username).getResultStream().findFirst();
    }

    /** By name. */
    public List<User> list() {
        return entities.createQuery("select u from User u order by u.username", User.class).getResultList();
    }

    /** CONFLICT for a name that is taken. */
    public User add(User user) {
        entities.persist(user);
        entities.flush();
        return user;
    }

    /**
     * Changes the user as it is now; empty when there is none. With another password, or disabled, a user loses every login and token in the same moment.
     * CONFLICT, and nothing is changed, when nobody would be left who administers.
     */
    public Optional<User> change(String username, Consumer<User> change) {
        lockAdmins();
        Optional<User> found = findByUsername(username);
        found.ifPresent(user -> {
            String passwordBefore = user.passwordHash();
            change.accept(user);
            entities.flush();
            if (lockAdmins().stream().allMatch(User::disabled)) {
                throw new FaultException(Fault.CONFLICT, "Nobody would be left who administers this console.");
            }
            if (user.disabled() || !Objects.equals(passwordBefore, user.passwordHash())) {
                entities.createQuery("delete from Credential c where c.user.id = :user").setParameter("user", user.id()).executeUpdate();
            }
            versions.moveOn(user.id());
        });
        return found;
    }

    /** In one order, so that two who take the last two admins away from each other wait for one another. */
    private List<User> lockAdmins() {
        return entities.createQuery("select u from User u where u.admin = true order by u.id", User.class)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultList();
    }
}
