package dev.longshell.channel;

import dev.longshell.audit.Action;
import dev.longshell.audit.Audit;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.link.KeeperLink;
import dev.longshell.wire.Frame;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.Tag;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;
import java.time.InstantSource;

/** The door itself: one instance a socket, let in by {@link ChannelFilter}; hands everything over to its {@link Viewer}. */
@ServerEndpoint(value = "/ws/{channel}/{session}", subprotocols = Protocol.SUBPROTOCOL)
public class SessionSocket {
    private static final System.Logger LOG = System.getLogger(SessionSocket.class.getName());

    @Inject
    private KeeperLink link;
    @Inject
    private OpenSockets sockets;
    @Inject
    private Standing standing;
    @Inject
    private Audit audit;
    private Admission admission;
    private Viewer viewer;
    private boolean framed;

    @OnOpen
    public void open(Session socket) {
        IdleTimeout.remove(socket);
        socket.setMaxIdleTimeout(0);
        admission = (Admission) socket.getUserPrincipal();
        framed = Protocol.SUBPROTOCOL.equals(socket.getNegotiatedSubprotocol());
        viewer = new Viewer(socket, framed ? new Framed() : new Plain(), new Pass(admission, System::nanoTime, InstantSource.system()), sockets::later,
                fault -> audit.recordFault(Action.SESSION_ATTACH, admission.getName(), admission.attach().session(), fault));
        if (sockets.isLeaving()) {
            sockets.sendAway(viewer);
            return;
        }
        try {
            sockets.add(admission.kind(), viewer);
            link.attach(admission.attach(), viewer);
        } catch (FaultException e) {
            viewer.close(e);
        }
    }

    @OnMessage(maxMessageSize = Protocol.MAX_FRAME_BYTES)
    public void binary(ByteBuffer message) {
        if (message.hasRemaining() && message.get(message.position()) == Tag.AUTH && framed) {
            if (viewer.hears(Tag.AUTH)) {
                standing.renew(viewer, Frame.text(message.position(message.position() + 1)));
            }
            return;
        }
        viewer.binary(message);
    }

    @OnMessage(maxMessageSize = Protocol.MAX_FRAME_BYTES)
    public void text(String message) {
        viewer.text(message);
    }

    @OnMessage
    public void pong(PongMessage pong) {
        viewer.pong(pong.getApplicationData());
    }

    @OnClose
    public void close(CloseReason reason) {
        if (viewer != null) {
            sockets.remove(admission.kind(), viewer);
            viewer.gone();
        }
    }

    @OnError
    public void error(Throwable cause) {
        LOG.log(System.Logger.Level.DEBUG, "a socket failed", cause);
        if (viewer != null) {
            viewer.close(new FaultException(Fault.INTERNAL, "a socket failed", cause));
        }
    }
}
