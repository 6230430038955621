package dev.longshell.console;

import dev.longshell.session.Members;
import dev.longshell.session.Members.Member;
import dev.longshell.session.ProjectView;
import dev.longshell.session.Projects;
import dev.longshell.session.RunAs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** The page of a project's members; knows nothing of what a role may do. */
@Named("members")
@RequestScoped
public class MembersPage {
    private final Members members;
    private final Projects projects;
    private final RunAs runAs;
    private final Visitor visitor;
    /** From the request itself: what is drawn decides which fields are read, and needs it before any is. */
    private final String slug;
    private ProjectView project;
    private List<Member> all;
    private String username;
    private String role = "operator";

    protected MembersPage() {
        this(null, null, null, null, null);
    }

    @Inject
    public MembersPage(Members members, Projects projects, RunAs runAs, Visitor visitor, HttpServletRequest request) {
        this.members = members;
        this.projects = projects;
        this.runAs = runAs;
        this.visitor = visitor;
        this.slug = request == null ? null : request.getParameter("slug");
    }

    /** @throws dev.longshell.fault.FaultException NOT_FOUND, which the filter turns into the error page */
    public ProjectView getProject() {
        if (project == null) {
            project = projects.find(visitor.caller(), slug);
        }
        return project;
    }

    /** What whoever lets somebody in must know of whose the shells are; null for nothing. */
    public String getWarning() {
        return runAs.warning(getProject().runAs()).orElse(null);
    }

    public boolean isManaged() {
        return getProject().role().equals("manager");
    }

    /** By name, as they were when first asked for or after what this request changed. */
    public List<Member> getAll() {
        if (all == null) {
            all = members.list(visitor.caller(), slug);
        }
        return all;
    }

    public void add() {
        if (Notice.unlessRefused(() -> members.put(visitor.caller(), slug, username, role))) {
            username = null;
        }
        all = null;
    }

    public void change() {
        Notice.unlessRefused(() -> members.put(visitor.caller(), slug, Notice.field("who"), Notice.field("new-role")));
        all = null;
    }

    public void remove() {
        Notice.unlessRefused(() -> members.remove(visitor.caller(), slug, Notice.field("who")));
        all = null;
    }

    public String getSlug() {
        return slug;
    }

    public String getUsername() {
        return username;
    }

    public void setUsername(String username) {
        this.username = username;
    }

    public String getRole() {
        return role;
    }

    public void setRole(String role) {
        this.role = role;
    }
}
