package dev.longshell.keeper;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.Attach;
import dev.longshell.wire.Build;
import dev.longshell.wire.Frame;
import dev.longshell.wire.Hello;
import dev.longshell.wire.Json;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.Tag;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.attribute.UserPrincipal;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;

/**
 * The first frames of a connection: who is there, and as what; knows nothing of sessions.
 *
 * <pre>
 *   connected --HELLO: same user, secret, version--> greeted --REQUEST or PING--> {@link ControlLine}
 *                                                            --ATTACH-----------> {@link ViewerLine}
 * </pre>
 */
final class Greeting implements Line {
    /** Time for a peer to say who it is. */
    private static final long PATIENCE_SECONDS = 5;

    /** Who may come in. @param owner the user that the peer must run as @param secret of {@link Hello#secret} @param worker for slow answers @param shutdown does SHUTDOWN @param retire does RETIRE */
    record Door(UserPrincipal owner, Secret secret, SessionTable sessions, Reports reports, Executor worker, Runnable shutdown, Runnable retire) {
    }

    private final Connection connection;
    private final Door door;
    private final ScheduledFuture<?> patience;
    private boolean greeted;

    Greeting(Connection connection, Door door) {
        this.connection = connection;
        this.door = door;
        this.patience = connection.server().timer().schedule(
                () -> connection.finish(Fault.UNAUTHENTICATED.closeCode(), "No HELLO came in time."), PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public boolean frame(ByteBuffer frame) {
        byte tag = frame.get(frame.position());
        if (!greeted) {
            greet(tag, frame);
            return true;
        }
        if (tag == Tag.ATTACH) {
            frame.get();
            connection.become(attached(Json.read(Frame.text(frame), Attach.class)));
            return true;
        }
        if (tag == Tag.REQUEST || tag == Tag.PING) {
            ControlLine control = new ControlLine(connection, door);
            connection.become(control);
            return control.frame(frame);
        }
        return true;
    }

    private Line attached(Attach attach) {
        ViewerLine.requireValid(attach);
        boolean isHere = door.sessions().has(attach.session());
        return isHere ? ViewerLine.attach(connection, door.sessions(), attach) : Remains.show(connection, attach, door.sessions().files(), door.worker());
    }

    private void greet(byte tag, ByteBuffer frame) {
        if (tag != Tag.HELLO || frame.remaining() < 1 + Short.BYTES) {
            throw new FaultException(Fault.MALFORMED_FRAME, "The first frame must be HELLO.");
        }
        frame.get();
        int version = Short.toUnsignedInt(frame.getShort());
        if (version != Protocol.VERSION) {
            throw new FaultException(Fault.PROTOCOL_MISMATCH,
                    "The keeper (build " + Build.id() + ") speaks version " + Protocol.VERSION + " of the frame protocol, the gateway version " + version + ".");
        }
        Hello hello = Json.read(Frame.text(frame), Hello.class);
        if (!isOwner() || !door.secret().matches(hello.secret())) {
            throw new FaultException(Fault.FORBIDDEN, "The keeper serves its own user only, who can read its secret.");
        }
        greeted = true;
        patience.cancel(false);
        connection.send(Frame.hello(Protocol.VERSION, Json.write(new Hello(Build.id(), null, ProcessHandle.current().pid()))));
    }

    /** SO_PEERCRED, unix(7): the kernel's word for who connected. */
    private boolean isOwner() {
        try {
            return door.owner().equals(connection.channel().getOption(ExtendedSocketOptions.SO_PEERCRED).user());
        } catch (IOException e) {
            throw new FaultException(Fault.FORBIDDEN, "The user of the peer is not known.", e);
        }
    }

    @Override
    public boolean overtakes(ByteBuffer frame) {
        return false;
    }

    @Override
    public void drained() {
        // nothing is sent in pieces here
    }

    @Override
    public void closed() {
        patience.cancel(false);
    }
}
