package dev.longshell.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds and keeps who belongs to which project. Every change moves the user's access version on. Faults: those of {@link DatabaseFaults}. */
@ApplicationScoped
@Transactional
@Translated
public class MembershipRepository {
    @PersistenceContext(unitName = "longshell")
    private EntityManager entities;
    @Inject
    private AccessVersions versions;

    /** By username. */
    public List<Membership> list(UUID project) {
        return entities.createQuery("select m from Membership m join fetch m.user where m.projectId = :project order by m.user.username", Membership.class)
                .setParameter("project", project).getResultList();
    }

    /** Makes the user a member, or gives the member another role. @return the role before; empty for a new member */
    public Optional<Role> put(UUID project, User user, Role role) {
        Optional<Membership> present = find(project, user.id());
        Optional<Role> before = present.map(Membership::role);
        present.ifPresentOrElse(membership -> membership.role(role), () -> entities.persist(new Membership(entities.getReference(User.class, user.id()), project, role)));
        versions.moveOn(user.id());
        entities.flush();
        return before;
    }

    /** @return the role that was taken; empty when the user was no member */
    public Optional<Role> remove(UUID project, UUID user) {
        Optional<Membership> present = find(project, user);
        present.ifPresent(membership -> {
            entities.remove(membership);
            versions.moveOn(user);
        });
        entities.flush();
        return present.map(Membership::role);
    }

    private Optional<Membership> find(UUID project, UUID user) {
        return entities.createQuery("select m from Membership m where m.projectId = :project and m.user.id = :user", Membership.class)
                .setParameter("project", project).setParameter("user", user).getResultStream().findFirst();
    }
}
