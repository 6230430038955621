package dev.longshell.store;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Finds and keeps projects. Faults: those of {@link DatabaseFaults}. */
@ApplicationScoped
@Transactional
@Translated
public class ProjectRepository {
    @PersistenceContext(unitName = "longshell")
    private EntityManager entities;

    /** By name. */
    public List<Project> list() {
        return entities.createQuery("select p from Project p order by p.name, p.slug", Project.class).getResultList();
    }

    public Optional<Project> find(String slug) {
        return entities.createQuery("select p from Project p where p.slug = :slug", Project.class)
                .setParameter("slug", slug).getResultStream().findFirst();
    }

    /** CONFLICT for a slug that is taken. */
    public Project add(Project project) {
        entities.persist(project);
        entities.flush();
        return project;
    }

    /** Changes the project as it is now, one caller after the other; empty when there is none. */
    public Optional<Project> change(String slug, Consumer<Project> change) {
        Optional<Project> project = entities.createQuery("select p from Project p where p.slug = :slug", Project.class)
                .setParameter("slug", slug).setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultStream().findFirst();
        project.ifPresent(change);
        entities.flush();
        return project;
    }

    /** Takes the project and its ended sessions away; CONFLICT while one runs. False when there is none. */
    public boolean delete(String slug) {
        Optional<Project> project = find(slug);
        if (project.isEmpty()) {
            return false;
        }
        entities.lock(project.get(), LockModeType.PESSIMISTIC_WRITE);
        long running = runningSessions(project.get());
        if (running > 0) {
            throw new FaultException(Fault.CONFLICT, "The project has " + running + " running sessions; end them first.");
        }
        entities.createQuery("delete from SessionRecord s where s.project = :project").setParameter("project", project.get()).executeUpdate();
        entities.remove(project.get());
        entities.flush();
        return true;
    }

    public long runningSessions(Project project) {
        return entities.createQuery("select count(s) from SessionRecord s where s.project = :project and s.state in ('opening', 'running')", Long.class)
                .setParameter("project", project).getSingleResult();
    }

    /** Running sessions of every project that has any, by slug. */
    public Map<String, Long> runningSessions() {
        return entities.createQuery("select s.project.slug, count(s) from SessionRecord s where s.state in ('opening', 'running') group by s.project.slug", Object[].class)
                .getResultStream().collect(Collectors.toMap(row -> (String) row[0], row -> (Long) row[1]));
    }
}
