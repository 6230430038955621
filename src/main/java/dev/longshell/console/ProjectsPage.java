package dev.longshell.console;

import dev.longshell.fault.FaultException;
import dev.longshell.session.ProjectDraft;
import dev.longshell.session.ProjectView;
import dev.longshell.session.Projects;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The page of all projects, and the form for a new one; knows nothing of what a project may be. */
@Named("projects")
@RequestScoped
public class ProjectsPage {
    private final Projects projects;
    private final Visitor visitor;
    private List<ProjectView> all;
    private String name;
    private String path;

    protected ProjectsPage() {
        this(null, null);
    }

    @Inject
    public ProjectsPage(Projects projects, Visitor visitor) {
        this.projects = projects;
        this.visitor = visitor;
    }

    /** Those that the visitor may see, by name; asked for once a request. */
    public List<ProjectView> getAll() {
        if (all == null) {
            all = projects.list(visitor.caller());
        }
        return all;
    }

    /** How many sessions run there, in words. */
    public String live(ProjectView project) {
        return switch (project.liveSessions()) {
            case 0 -> "no session";
            case 1 -> "1 session running";
            default -> project.liveSessions() + " sessions running";
        };
    }

    /** Creates the project and shows it, or says why not. */
    public void create() {
        FacesContext faces = FacesContext.getCurrentInstance();
        ProjectView created;
        try {
            created = projects.create(visitor.caller(), new ProjectDraft(null, name, path, null, null, null, null, null, null));
        } catch (FaultException e) {
            faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, Notice.words(e), null));
            return;
        }
        Redirection.send(faces, "/project.xhtml?slug=" + URLEncoder.encode(created.slug(), StandardCharsets.UTF_8));
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getPath() {
        return path;
    }

    public void setPath(String path) {
        this.path = path;
    }
}
