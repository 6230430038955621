package dev.longshell.link;

import dev.longshell.wire.Attach;
import dev.longshell.wire.OpenSession;
import dev.longshell.wire.SessionReport;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * The gateway's line to its keeper: launches it when none answers, asks and attaches; knows nothing of users, projects or HTTP.
 *
 * <p>Every method throws {@link dev.longshell.fault.FaultException}: the keeper's own refusal (such as NOT_FOUND or COMMAND_NOT_FOUND), KEEPER_UNAVAILABLE when none
 * answers within its time, PROTOCOL_MISMATCH for a keeper of another version. Each {@link SessionReport} that the keeper sends unasked is fired as a CDI event.
 */
@ApplicationScoped
public class KeeperLink {

    public SessionReport open(OpenSession session) {
        throw new UnsupportedOperationException("to be written");
    }

    public List<SessionReport> list() {
        throw new UnsupportedOperationException("to be written");
    }

    public SessionReport inspect(String session) {
        throw new UnsupportedOperationException("to be written");
    }

    public void input(String session, byte[] bytes) {
        throw new UnsupportedOperationException("to be written");
    }

    public void resize(String session, int columns, int rows) {
        throw new UnsupportedOperationException("to be written");
    }

    public void signal(String session, String signal) {
        throw new UnsupportedOperationException("to be written");
    }

    public void kill(String session) {
        throw new UnsupportedOperationException("to be written");
    }

    public void forget(String session) {
        throw new UnsupportedOperationException("to be written");
    }

    /** Attaches a viewer; frames come to the sink until it is closed. */
    public Attachment attach(Attach attach, ViewerSink sink) {
        throw new UnsupportedOperationException("to be written");
    }
}
