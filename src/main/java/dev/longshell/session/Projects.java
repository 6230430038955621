package dev.longshell.session;

import dev.longshell.access.Caller;
import dev.longshell.audit.Action;
import dev.longshell.audit.Audit;
import dev.longshell.audit.Outcome;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.store.Project;
import dev.longshell.store.ProjectRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** The projects that sessions belong to; knows nothing of HTTP or pages. Faults as {@link Sessions} throws them, and CONFLICT for a slug that is taken. */
@ApplicationScoped
public class Projects {
    private ProjectRepository repository;
    private ProjectPaths paths;
    private Audit audit;

    protected Projects() {
        // for the container's proxy
    }

    @Inject
    public Projects(ProjectRepository repository, ProjectPaths paths, Audit audit) {
        this.repository = repository;
        this.paths = paths;
        this.audit = audit;
    }

    /** By name. */
    public List<ProjectView> list(Caller caller) {
        if (!Rights.maySee(caller)) {
            return List.of();
        }
        Map<String, Long> running = repository.runningSessions();
        return repository.list().stream().map(project -> view(project, running.getOrDefault(project.slug(), 0L))).toList();
    }

    public ProjectView find(Caller caller, String slug) {
        Project project = visible(caller, slug);
        return view(project, repository.runningSessions(project));
    }

    public ProjectView create(Caller caller, ProjectDraft draft) {
        Rights.requireProjectMaking(caller);
        String name = ProjectRules.name(draft.name());
        String slug = draft.slug() == null ? ProjectRules.slugOf(name) : ProjectRules.slug(draft.slug());
        Project project = new Project(slug, name, paths.resolve(draft.path()).toString());
        apply(checked(draft), project);
        Project made = repository.add(project);
        audit.record(Action.PROJECT_CREATE, caller.username(), slug, Outcome.DONE, made.path());
        return view(made, 0);
    }

    public ProjectView change(Caller caller, String slug, ProjectDraft draft) {
        visible(caller, slug);
        ProjectDraft checked = checked(draft);
        Project changed = repository.change(slug, project -> apply(checked, project)).orElseThrow(Projects::notFound);
        audit.record(Action.PROJECT_CHANGE, caller.username(), slug, Outcome.DONE, checked.names());
        return view(changed, repository.runningSessions(changed));
    }

    /** Its live sessions must have ended: CONFLICT otherwise. */
    public void delete(Caller caller, String slug) {
        visible(caller, slug);
        if (!repository.delete(slug)) {
            throw notFound();
        }
        audit.record(Action.PROJECT_DELETE, caller.username(), slug, Outcome.DONE, null);
    }

    /** The project, or the very NOT_FOUND that an unknown one gives. */
    Project visible(Caller caller, String slug) {
        if (!Rights.maySee(caller)) {
            throw notFound();
        }
        return repository.find(slug).orElseThrow(Projects::notFound);
    }

    /** The draft with every member that is set as it will be kept. */
    private ProjectDraft checked(ProjectDraft draft) {
        return new ProjectDraft(null,
                draft.name() == null ? null : ProjectRules.name(draft.name()),
                draft.path() == null ? null : paths.resolve(draft.path()).toString(),
                draft.shell() == null || draft.shell().isEmpty() ? draft.shell() : ProjectRules.shell(draft.shell()),
                draft.environment() == null ? null : ProjectRules.environment(draft.environment()),
                draft.retentionMinutes() == null ? null : ProjectRules.retentionMinutes(draft.retentionMinutes()),
                draft.maxSessions() == null ? null : ProjectRules.maxSessions(draft.maxSessions()));
    }

    private static void apply(ProjectDraft draft, Project project) {
        if (draft.name() != null) {
            project.name(draft.name());
        }
        if (draft.path() != null) {
            project.path(draft.path());
        }
        if (draft.shell() != null) {
            project.shell(draft.shell().isEmpty() ? null : draft.shell()); // an empty field of a form: back to SHELL_COMMAND
        }
        if (draft.environment() != null) {
            project.environment(draft.environment());
        }
        if (draft.retentionMinutes() != null) {
            project.retentionMinutes(draft.retentionMinutes());
        }
        if (draft.maxSessions() != null) {
            project.maxSessions(draft.maxSessions());
        }
    }

    private static ProjectView view(Project project, long running) {
        return new ProjectView(project.slug(), project.name(), project.path(), project.shell(), project.environment(), project.retentionMinutes(),
                project.maxSessions(), Math.toIntExact(running));
    }

    static FaultException notFound() {
        return new FaultException(Fault.NOT_FOUND, "No such project.");
    }
}
