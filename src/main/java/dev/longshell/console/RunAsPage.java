package dev.longshell.console;

import dev.longshell.session.ProjectDraft;
import dev.longshell.session.Projects;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** The form that says which OS user a project's sessions run as, for admins; knows nothing of which there are. */
@Named("runAs")
@RequestScoped
public class RunAsPage {
    private final Projects projects;
    private final MembersPage members;
    private final Visitor visitor;
    private String user;

    protected RunAsPage() {
        this(null, null, null);
    }

    @Inject
    public RunAsPage(Projects projects, MembersPage members, Visitor visitor) {
        this.projects = projects;
        this.members = members;
        this.visitor = visitor;
    }

    /** Null for whom RUN_AS names. */
    public String getUser() {
        return user == null ? members.getProject().runAs() : user;
    }

    public void setUser(String user) {
        this.user = user == null ? "" : user.strip();
    }

    public void save() {
        if (Notice.unlessRefused(() -> projects.change(visitor.caller(), members.getSlug(), new ProjectDraft(null, null, null, null, null, null, null, null, user)))) {
            FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(FacesMessage.SEVERITY_INFO, "Saved: it counts for sessions that are opened from now on.", null));
        }
    }
}
