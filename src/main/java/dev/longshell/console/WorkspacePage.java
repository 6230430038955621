package dev.longshell.console;

import dev.longshell.claude.Brought;
import dev.longshell.fault.FaultException;
import dev.longshell.session.ProjectView;
import dev.longshell.session.Projects;
import dev.longshell.session.SessionView;
import dev.longshell.session.Sessions;
import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** A project's page in its first state; knows nothing of what happens on it later: its modules act through the API. */
@Named("workspace")
@RequestScoped
public class WorkspacePage {
    private final Projects projects;
    private final Sessions sessions;
    private final Visitor visitor;
    private final Settings settings;
    private String slug;
    private ProjectView project;
    private List<SessionView> list;
    private List<Brought> brought;

    protected WorkspacePage() {
        this(null, null, null, null);
    }

    @Inject
    public WorkspacePage(Projects projects, Sessions sessions, Visitor visitor, Settings settings) {
        this.projects = projects;
        this.sessions = sessions;
        this.visitor = visitor;
        this.settings = settings;
    }

    /** @throws dev.longshell.fault.FaultException NOT_FOUND, which the filter turns into the error page */
    public ProjectView getProject() {
        if (project == null) {
            project = projects.find(visitor.caller(), slug);
        }
        return project;
    }

    /** Newest first; asked for once a request. */
    public List<SessionView> getSessions() {
        if (list == null) {
            list = sessions.list(visitor.caller(), getProject().slug(), null, null);
        }
        return list;
    }

    /** What the project's files would make Claude run; none for a viewer, who opens nothing. A directory that is gone has its own words when a session is opened. */
    public List<Brought> getBrought() {
        if (getProject().role().equals("viewer")) {
            return List.of();
        }
        if (brought == null) {
            try {
                brought = projects.broughtToClaude(visitor.caller(), getProject().slug());
            } catch (FaultException e) {
                brought = List.of(new Brought("", "unreadable", getProject().path(), e.getMessage()));
            }
        }
        return brought;
    }

    /** SESSION_BUFFER_SIZE: the keeper's history and the page's have one length. */
    public long getScrollbackLines() {
        return settings.number(Setting.SESSION_BUFFER_SIZE);
    }

    /** After which a shell at its prompt that nobody is attached to is ended; 0: never. */
    public long getRetentionMinutes() {
        Integer own = getProject().retentionMinutes();
        return own == null ? settings.number(Setting.SESSION_RETENTION_MINUTES) : own;
    }

    public long getBreakerResetMillis() {
        return settings.number(Setting.CIRCUIT_BREAKER_RESET_TIMEOUT);
    }

    public String getSlug() {
        return slug;
    }

    public void setSlug(String slug) {
        this.slug = slug;
    }
}
