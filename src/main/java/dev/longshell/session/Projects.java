package dev.longshell.session;

import dev.longshell.access.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The projects that sessions belong to; knows nothing of HTTP or pages. Faults as {@link Sessions} throws them, and CONFLICT for a slug that is taken. */
@ApplicationScoped
public class Projects {

    /** By name. */
    public List<ProjectView> list(Caller caller) {
        throw new UnsupportedOperationException("to be written");
    }

    public ProjectView find(Caller caller, String slug) {
        throw new UnsupportedOperationException("to be written");
    }

    public ProjectView create(Caller caller, ProjectDraft draft) {
        throw new UnsupportedOperationException("to be written");
    }

    public ProjectView change(Caller caller, String slug, ProjectDraft draft) {
        throw new UnsupportedOperationException("to be written");
    }

    /** Its live sessions must have ended: CONFLICT otherwise. */
    public void delete(Caller caller, String slug) {
        throw new UnsupportedOperationException("to be written");
    }
}
