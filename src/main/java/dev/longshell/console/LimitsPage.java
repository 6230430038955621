package dev.longshell.console;

import dev.longshell.session.ProjectDraft;
import dev.longshell.session.Projects;
import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** The form that says how many sessions a project may have and how long they stay without people, for managers; knows nothing of what is allowed. */
@Named("limits")
@RequestScoped
public class LimitsPage {
    private final Projects projects;
    private final MembersPage members;
    private final Visitor visitor;
    private final Settings settings;
    private boolean sent;
    private Integer sessions;
    private Integer minutes;

    protected LimitsPage() {
        this(null, null, null, null);
    }

    @Inject
    public LimitsPage(Projects projects, MembersPage members, Visitor visitor, Settings settings) {
        this.projects = projects;
        this.members = members;
        this.visitor = visitor;
        this.settings = settings;
    }

    /** Null for {@link #getDefaultSessions}. */
    public Integer getSessions() {
        return sent ? sessions : members.getProject().maxSessions();
    }

    public void setSessions(Integer sessions) {
        this.sent = true;
        this.sessions = sessions;
    }

    /** Null for {@link #getDefaultMinutes}; 0 for ever. */
    public Integer getMinutes() {
        return sent ? minutes : members.getProject().retentionMinutes();
    }

    public void setMinutes(Integer minutes) {
        this.sent = true;
        this.minutes = minutes;
    }

    public long getDefaultSessions() {
        return settings.number(Setting.SESSION_MAX_PER_PROJECT);
    }

    public long getDefaultMinutes() {
        return settings.number(Setting.SESSION_RETENTION_MINUTES);
    }

    public void save() {
        ProjectDraft draft = new ProjectDraft(null, null, null, null, null, minutes == null ? ProjectDraft.DEFAULT_MINUTES : minutes,
                sessions == null ? ProjectDraft.DEFAULT_SESSIONS : sessions, null, null);
        if (Notice.unlessRefused(() -> projects.change(visitor.caller(), members.getSlug(), draft))) {
            FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(FacesMessage.SEVERITY_INFO, "Saved: it counts at once, also for sessions that run.", null));
        }
    }
}
