package dev.longshell.keeper;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.Attach;
import dev.longshell.wire.Frame;
import dev.longshell.wire.Tag;
import java.nio.ByteBuffer;

/** The frames that a viewer sends: reads each and hands it to the session; knows nothing of what the session makes of it. */
final class ViewerLine implements Line {
    /** Of {@link Tag#VIEW}. */
    private static final byte BACKGROUND = 0;
    private static final byte WITHOUT_FOCUS = 2;

    private final Connection connection;
    private final Session session;
    private final Viewer viewer;

    private ViewerLine(Connection connection, Session session, Viewer viewer) {
        this.connection = connection;
        this.session = session;
        this.viewer = viewer;
    }

    /** Attaches; the first frames leave at once. @throws FaultException NOT_FOUND, or as {@link Session#attach} */
    static ViewerLine attach(Connection connection, SessionTable sessions, Attach attach) {
        Session session = sessions.find(attach.session());
        return new ViewerLine(connection, session, session.attach(connection, attach));
    }

    /** @throws FaultException INVALID_PARAMETER */
    static void requireValid(Attach attach) {
        if (attach.viewer() == null || !attach.viewer().matches("[A-Za-z0-9_-]{1,64}")) {
            throw new FaultException(Fault.INVALID_PARAMETER, "A viewer id has 1 to 64 characters of A-Z, a-z, 0-9, underscore and hyphen.");
        }
        if (attach.role() == null) {
            throw new FaultException(Fault.INVALID_PARAMETER, "A viewer is an operator or an observer.");
        }
        if (attach.mode() == Attach.Mode.LOSSLESS && attach.role() != Attach.Role.OPERATOR) {
            throw new FaultException(Fault.INVALID_PARAMETER, "A lossless viewer holds the program back: only an operator may.");
        }
    }

    @Override
    public boolean frame(ByteBuffer frame) {
        ByteBuffer payload = frame.duplicate();
        switch (payload.get()) {
            case Tag.INPUT:
                require(payload, Long.BYTES);
                return session.input(viewer, payload.getLong(), payload);
            case Tag.RESIZE:
                require(payload, 2 * Short.BYTES);
                session.resize(viewer, Short.toUnsignedInt(payload.getShort()), Short.toUnsignedInt(payload.getShort()));
                return true;
            case Tag.ACK:
                require(payload, Long.BYTES);
                session.acknowledged(viewer, payload.getLong());
                return true;
            case Tag.PING:
                require(payload, Long.BYTES);
                connection.send(Frame.number(Tag.PONG, payload.getLong()));
                return true;
            case Tag.VIEW:
                require(payload, 1);
                byte looks = payload.get();
                session.view(viewer, looks != BACKGROUND, looks != WITHOUT_FOCUS);
                return true;
            case Tag.TAKE:
                session.take(viewer);
                return true;
            default:
                return true; // of a newer peer
        }
    }

    private static void require(ByteBuffer payload, int bytes) {
        if (payload.remaining() < bytes) {
            throw new FaultException(Fault.MALFORMED_FRAME, "A frame of " + payload.limit() + " bytes is too short for its tag.");
        }
    }

    @Override
    public boolean overtakes(ByteBuffer frame) {
        return frame.get(frame.position()) != Tag.INPUT;
    }

    @Override
    public void drained() {
        session.drained(viewer);
    }

    @Override
    public void closed() {
        session.detach(viewer);
    }
}
