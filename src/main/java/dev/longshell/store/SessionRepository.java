package dev.longshell.store;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Finds and keeps what is remembered of sessions. Faults: those of {@link DatabaseFaults}. */
@ApplicationScoped
@Transactional
@Translated
public class SessionRepository {
    @PersistenceContext(unitName = "longshell")
    private EntityManager entities;

    /**
     * Keeps a new session, unless its project has that many running ones: SESSION_LIMIT. The project's row is locked meanwhile, so that two openings at once,
     * on two gateways even, cannot pass the limit together. The commit does not wait for the disk: a power cut that takes the row takes the session as well.
     */
    public void add(SessionRecord session, long most) {
        List<?> locked = entities.createNativeQuery("select set_config('synchronous_commit', 'off', true) from projects where id = ? for update")
                .setParameter(1, session.project().id()).getResultList();
        if (locked.isEmpty()) {
            throw new FaultException(Fault.NOT_FOUND, "The project was deleted meanwhile.");
        }
        long running = entities.createQuery("select count(s) from SessionRecord s where s.project = :project and s.state in ('opening', 'running')", Long.class)
                .setParameter("project", session.project()).getSingleResult();
        if (running >= most) {
            throw new FaultException(Fault.SESSION_LIMIT, "The project has " + running + " running sessions, and may have " + most + "; end one first.");
        }
        entities.persist(session);
        entities.flush();
    }

    /** Empty when there is no such project or user. */
    public Optional<Prospect> prospect(String projectSlug, UUID owner) {
        return entities.createQuery("select p, u, (select count(s) from SessionRecord s where s.project = p and s.state in ('opening', 'running'))"
                        + " from Project p, User u where p.slug = :slug and u.id = :owner", Object[].class)
                .setParameter("slug", projectSlug).setParameter("owner", owner).getResultStream().findFirst()
                .map(row -> new Prospect((Project) row[0], (User) row[1], (Long) row[2]));
    }

    /** Newest first. */
    public List<SessionRecord> list() {
        return entities.createQuery("select s from SessionRecord s join fetch s.project join fetch s.owner order by s.createdAt desc, s.id", SessionRecord.class)
                .getResultList();
    }

    public Optional<SessionRecord> find(String id) {
        return entities.createQuery("select s from SessionRecord s join fetch s.project join fetch s.owner where s.id = :id", SessionRecord.class)
                .setParameter("id", id).getResultStream().findFirst();
    }

    /** Those that were being opened or ran on that node when last heard of. */
    public List<SessionRecord> live(String node) {
        return entities.createQuery("select s from SessionRecord s where s.state in ('opening', 'running') and s.node = :node", SessionRecord.class)
                .setParameter("node", node).getResultList();
    }

    /** Those of that project that were being opened or ran when last heard of, on any node. */
    public List<SessionRecord> live(Project project) {
        return entities.createQuery("select s from SessionRecord s where s.state in ('opening', 'running') and s.project = :project", SessionRecord.class)
                .setParameter("project", project).getResultList();
    }

    /** Changes the session as it is now; empty when there is none. */
    public Optional<SessionRecord> change(String id, Consumer<SessionRecord> change) {
        Optional<SessionRecord> session = Optional.ofNullable(entities.find(SessionRecord.class, id, LockModeType.PESSIMISTIC_WRITE));
        session.ifPresent(change);
        entities.flush();
        return session;
    }

    public void delete(String id) {
        entities.createQuery("delete from SessionRecord s where s.id = :id").setParameter("id", id).executeUpdate();
    }
}
