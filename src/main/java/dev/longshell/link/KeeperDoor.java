package dev.longshell.link;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.Build;
import dev.longshell.wire.Frame;
import dev.longshell.wire.Hello;
import dev.longshell.wire.Json;
import dev.longshell.wire.KeeperHome;
import dev.longshell.wire.Protocol;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Opens a line to a keeper of one LONGSHELL_HOME and says hello on it; knows nothing of what follows, and does not wait for the answer. */
final class KeeperDoor {
    private final KeeperHome home;
    private final Path socket;
    private final LinkSelector selector;

    /** Of the keeper that opens sessions. */
    KeeperDoor(KeeperHome home, LinkSelector selector) {
        this(home, home.socket(), selector);
    }

    KeeperDoor(KeeperHome home, Path socket, LinkSelector selector) {
        this.home = home;
        this.socket = socket;
        this.selector = selector;
    }

    /**
     * A line on which HELLO is sent and whose answers go to the receiver.
     *
     * <p>Not connected at once means that the keeper's backlog is full (unix(7), EAGAIN): it does not accept, so it is not waited for.
     *
     * @throws FaultException KEEPER_UNAVAILABLE when nobody answers at the socket
     */
    Line open(Receiver receiver) {
        SocketChannel channel = connected();
        try {
            Line line = selector.add(channel, receiver);
            line.send(hello());
            return line;
        } catch (IOException e) {
            shut(channel);
            throw nobody(e);
        }
    }

    /** Whether a keeper, or one that has retired, listens in that directory. */
    static boolean isAnswered(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".sock")).anyMatch(KeeperDoor::listens);
        } catch (IOException e) {
            return false; // gone, or none was ever there
        }
    }

    private static boolean listens(Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            return false; // left there by one that was killed
        }
    }

    private SocketChannel connected() {
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.configureBlocking(false);
            if (channel.connect(UnixDomainSocketAddress.of(socket))) {
                return channel;
            }
            shut(channel);
            throw FaultException.retryable(Fault.KEEPER_UNAVAILABLE, "The keeper does not accept connections at the moment.", 1_000, null);
        } catch (IOException e) {
            shut(channel);
            throw nobody(e);
        }
    }

    private FaultException nobody(IOException cause) {
        return FaultException.retryable(Fault.KEEPER_UNAVAILABLE, "No keeper answers at " + socket + ".", 2_000, cause);
    }

    private ByteBuffer hello() throws IOException {
        String secret = Files.readString(home.secret()).strip();
        return Frame.hello(Protocol.VERSION, Json.write(new Hello(Build.id(), secret, ProcessHandle.current().pid())));
    }

    private static void shut(SocketChannel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            System.getLogger(KeeperDoor.class.getName()).log(System.Logger.Level.DEBUG, "a socket did not close cleanly", e);
        }
    }
}
