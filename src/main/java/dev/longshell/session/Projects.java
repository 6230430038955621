package dev.longshell.session;

import dev.longshell.access.Caller;
import dev.longshell.access.Rights;
import dev.longshell.audit.Action;
import dev.longshell.audit.Audit;
import dev.longshell.audit.Outcome;
import dev.longshell.claude.Brought;
import dev.longshell.claude.BroughtSettings;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.store.Project;
import dev.longshell.store.ProjectRepository;
import dev.longshell.store.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The projects that sessions belong to; knows nothing of HTTP or pages. Faults as {@link Sessions} throws them, and CONFLICT for a slug that is taken. */
@ApplicationScoped
public class Projects {
    private static final Path LOGIN_SHELLS = Path.of("/etc/shells");

    private ProjectRepository repository;
    private ProjectPaths paths;
    private RunAs runAs;
    private ProjectVariables variables;
    private Audit audit;

    protected Projects() {
        // for the container's proxy
    }

    @Inject
    public Projects(ProjectRepository repository, ProjectPaths paths, RunAs runAs, ProjectVariables variables, Audit audit) {
        this.repository = repository;
        this.paths = paths;
        this.runAs = runAs;
        this.variables = variables;
        this.audit = audit;
    }

    /** By name. */
    public List<ProjectView> list(Caller caller) {
        Map<String, Long> running = repository.runningSessions();
        return repository.list().stream().filter(project -> Rights.maySee(caller, project.id()))
                .map(project -> view(caller, project, running.getOrDefault(project.slug(), 0L))).toList();
    }

    public ProjectView find(Caller caller, String slug) {
        Project project = visible(caller, slug);
        return view(caller, project, repository.runningSessions(project));
    }

    /** What the project's files would make Claude run. For those who may open a session there: what is in a project's environment is not a viewer's to know. */
    public List<Brought> broughtToClaude(Caller caller, String slug) {
        Path directory = paths.resolve(allowed(caller, slug, Role.OPERATOR).path());
        return BroughtSettings.in(paths.rootOf(directory), directory);
    }

    public ProjectView create(Caller caller, ProjectDraft draft) {
        Rights.requireAdmin(caller);
        String name = ProjectRules.name(draft.name());
        String slug = draft.slug() == null ? ProjectRules.slugOf(name) : ProjectRules.slug(draft.slug());
        Project project = new Project(slug, name, paths.resolve(draft.path()).toString());
        apply(caller, checked(draft), project);
        Project made = repository.add(project);
        audit.record(Action.PROJECT_CREATE, caller.username(), slug, Outcome.DONE, made.path());
        return view(caller, made, 0);
    }

    public ProjectView change(Caller caller, String slug, ProjectDraft draft) {
        allowed(caller, slug, Role.MANAGER);
        if (draft.runAs() != null) {
            Rights.requireAdmin(caller); // a manager may be a guest of this machine
        }
        ProjectDraft checked = checked(draft);
        Project changed = repository.change(slug, project -> apply(caller, checked, project)).orElseThrow(Projects::notFound);
        audit.record(Action.PROJECT_CHANGE, caller.username(), slug, Outcome.DONE, checked.names());
        return view(caller, changed, repository.runningSessions(changed));
    }

    /** Its live sessions must have ended: CONFLICT otherwise. */
    public void delete(Caller caller, String slug) {
        visible(caller, slug);
        Rights.requireAdmin(caller);
        if (!repository.delete(slug)) {
            throw notFound();
        }
        audit.record(Action.PROJECT_DELETE, caller.username(), slug, Outcome.DONE, null);
    }

    /** The project, or the very NOT_FOUND that an unknown one gives. */
    Project visible(Caller caller, String slug) {
        return allowed(caller, slug, Role.VIEWER);
    }

    /** As {@link #visible}, and FORBIDDEN to members whose role is smaller. */
    Project allowed(Caller caller, String slug, Role least) {
        Project project = repository.find(slug).orElseThrow(Projects::notFound);
        Rights.require(caller, project.id(), least, Projects::notFound);
        return project;
    }

    private static void requireShell(Caller caller, String wanted, String before) {
        if (!wanted.isEmpty() && !wanted.equals(before) && !caller.admin()) {
            ProjectRules.loginShell(wanted, ProjectRules.loginShells(LOGIN_SHELLS));
        }
    }

    /** The draft with every member that is set as it will be kept; the environment is {@link ProjectVariables}'. */
    private ProjectDraft checked(ProjectDraft draft) {
        return new ProjectDraft(null,
                draft.name() == null ? null : ProjectRules.name(draft.name()),
                draft.path() == null ? null : paths.resolve(draft.path()).toString(),
                draft.shell() == null || draft.shell().isEmpty() ? draft.shell() : ProjectRules.shell(draft.shell()),
                draft.environment(),
                draft.retentionMinutes() == null ? null : ProjectRules.retentionMinutes(draft.retentionMinutes()),
                draft.maxSessions() == null ? null : ProjectRules.maxSessions(draft.maxSessions()),
                draft.clipboard(),
                draft.runAs() == null || draft.runAs().isEmpty() ? draft.runAs() : runAs.checked(draft.runAs()).name());
    }

    private void apply(Caller caller, ProjectDraft draft, Project project) {
        if (draft.name() != null) {
            project.name(draft.name());
        }
        if (draft.path() != null) {
            project.path(draft.path());
        }
        if (draft.shell() != null) {
            requireShell(caller, draft.shell(), project.shell());
            project.shell(draft.shell().isEmpty() ? null : draft.shell()); // an empty field of a form: back to SHELL_COMMAND
        }
        if (draft.environment() != null) {
            project.environment(variables.merged(project.environment(), draft.environment(), caller.admin()));
        }
        if (draft.retentionMinutes() != null) {
            project.retentionMinutes(draft.retentionMinutes() == ProjectDraft.DEFAULT_MINUTES ? null : draft.retentionMinutes());
        }
        if (draft.maxSessions() != null) {
            project.maxSessions(draft.maxSessions() == ProjectDraft.DEFAULT_SESSIONS ? null : draft.maxSessions());
        }
        if (draft.clipboard() != null) {
            project.clipboard(draft.clipboard());
        }
        if (draft.runAs() != null) {
            project.runAs(draft.runAs().isEmpty() ? null : draft.runAs());
        }
    }

    /** Whoever may not type in a project's shells does not see what is in their environment either. */
    private static ProjectView view(Caller caller, Project project, long running) {
        Map<String, String> environment = Rights.has(caller, project.id(), Role.OPERATOR) ? project.environment() : Map.of();
        return new ProjectView(project.slug(), project.name(), project.path(), project.shell(), environment, project.retentionMinutes(),
                project.maxSessions(), project.clipboard(), project.runAs(), Math.toIntExact(running), caller.roleIn(project.id()).orElseThrow().word());
    }

    static FaultException notFound() {
        return new FaultException(Fault.NOT_FOUND, "No such project.");
    }
}
