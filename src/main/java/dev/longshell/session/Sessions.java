package dev.longshell.session;

import dev.longshell.access.Caller;
import dev.longshell.wire.Attach;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * The life of sessions as people see it: opens, finds, ends; knows nothing of HTTP, pages or sockets.
 *
 * <p>Every method throws {@link dev.longshell.fault.FaultException}: NOT_FOUND for what does not exist or the caller may not know of, FORBIDDEN for what
 * it may see but not do, KEEPER_UNAVAILABLE or DATABASE_UNAVAILABLE when either does not answer.
 */
@ApplicationScoped
public class Sessions {

    /** Starts a session in that project. Also SESSION_LIMIT, COMMAND_NOT_FOUND, DIRECTORY_MISSING, DIRECTORY_OUTSIDE_ROOTS, INVALID_PARAMETER. */
    public SessionView open(Caller caller, String projectSlug, SessionDraft draft) {
        throw new UnsupportedOperationException("to be written");
    }

    /** Newest first; null means: any. */
    public List<SessionView> list(Caller caller, String projectSlug, String state, String kind) {
        throw new UnsupportedOperationException("to be written");
    }

    public SessionView find(Caller caller, String id) {
        throw new UnsupportedOperationException("to be written");
    }

    public SessionView rename(Caller caller, String id, String name) {
        throw new UnsupportedOperationException("to be written");
    }

    /** Ends the whole process group; an ended session is taken off the list. */
    public void end(Caller caller, String id) {
        throw new UnsupportedOperationException("to be written");
    }

    public void resize(Caller caller, String id, int columns, int rows) {
        throw new UnsupportedOperationException("to be written");
    }

    /** Types the text, control bytes other than tab and newline stripped; {@code submit} presses Enter. */
    public void type(Caller caller, String id, String text, boolean submit) {
        throw new UnsupportedOperationException("to be written");
    }

    /** @param signal a name without SIG: HUP, INT, QUIT, TERM, KILL, USR1, USR2, CONT, STOP or TSTP */
    public void signal(Caller caller, String id, String signal) {
        throw new UnsupportedOperationException("to be written");
    }

    /** What the caller may do on that session when it attaches through the channel of that kind. NOT_FOUND also for a session of another kind. */
    public Attach.Role roleOf(Caller caller, String id, Kind channel) {
        throw new UnsupportedOperationException("to be written");
    }
}
