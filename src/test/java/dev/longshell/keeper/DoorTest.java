package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.Build;
import dev.longshell.wire.Call;
import dev.longshell.wire.Frame;
import dev.longshell.wire.Hello;
import dev.longshell.wire.Json;
import dev.longshell.wire.KeeperHome;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.Tag;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Who comes in, and what becomes of those who may not. */
@Timeout(30)
class DoorTest {
    @RegisterExtension
    static final RunningKeeper keeper = new RunningKeeper();

    @Test
    void answersAGreetingWithItsVersionAndPid() {
        TestLink link = TestLink.connect(keeper.home());

        link.greet(Protocol.VERSION, TestLink.secret(keeper.home()));

        ByteBuffer hello = link.next(Tag.HELLO);
        assertEquals(Protocol.VERSION, hello.getShort());
        Hello said = Json.read(Frame.text(hello), Hello.class);
        assertEquals(ProcessHandle.current().pid(), said.pid());
        assertNull(said.secret());
    }

    @Test
    void refusesAWrongSecret() {
        TestLink link = TestLink.connect(keeper.home());

        link.greet(Protocol.VERSION, "0".repeat(64));

        assertEquals(4403, link.closeCode());
    }

    @Test
    void refusesNoSecret() {
        TestLink link = TestLink.connect(keeper.home());

        link.greet(Protocol.VERSION, null);

        assertEquals(4403, link.closeCode());
    }

    @Test
    void namesAnotherVersion() {
        TestLink link = TestLink.connect(keeper.home());

        link.greet(2, TestLink.secret(keeper.home()));

        TestLink.Close close = link.awaitClose();
        assertEquals(4503, close.code());
        assertEquals("The keeper (build " + Build.id() + ") speaks version 1 of the frame protocol, the gateway version 2.", close.reason());
    }

    @Test
    void hearsNobodyWhoDidNotGreet() {
        TestLink link = TestLink.connect(keeper.home());

        link.send(Frame.numbered(Tag.REQUEST, 1, Json.write(Call.list())));

        assertEquals(4400, link.closeCode());
    }

    @Test
    void closesAtALengthThatLies() {
        for (int length : new int[] {0, -1, Protocol.MAX_FRAME_BYTES + 1}) {
            TestLink link = keeper.link();

            link.sendRaw(ByteBuffer.allocate(4).putInt(length).flip());

            assertEquals(4400, link.closeCode());
        }
    }

    @Test
    void closesAtAFrameThatIsTooShort() {
        TestViewer viewer = keeper.viewer(keeper.open("cat"));

        viewer.link().send(ByteBuffer.wrap(new byte[] {Tag.INPUT, 0, 0}));

        assertEquals(4400, viewer.untilClosed().closeCode());
    }

    @Test
    void skipsATagThatItDoesNotKnow() {
        TestViewer viewer = keeper.viewer(keeper.open("cat"));

        viewer.link().send(ByteBuffer.wrap(new byte[] {0x3f, 1, 2, 3}));

        viewer.type("still here\n").untilText("still here");
    }

    @Test
    void refusesAnUnknownSession() {
        TestLink link = keeper.link();

        link.send(Frame.json(Tag.ATTACH, Json.write(TestLink.driver("session_none", "page", null))));

        assertEquals(4404, link.closeCode());
    }

    @Test
    void refusesWhatIsNoJson() {
        TestLink link = keeper.link();

        link.send(Frame.json(Tag.ATTACH, "{nonsense"));

        assertEquals(4400, link.closeCode());
    }

    @Test
    void answersAHeartbeat() {
        TestLink link = keeper.link();

        link.send(Frame.number(Tag.PING, 42));

        assertEquals(42, link.next(Tag.PONG).getLong());
    }

    @Test
    void letsOnlyItsOwnerIntoItsDirectory() throws Exception {
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(keeper.home().directory())));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(keeper.home().secret())));
        assertEquals(64, TestLink.secret(keeper.home()).length());
    }

    @Test
    void aSecondKeeperIsRefusedByNameOfTheFirst() {
        FaultException refused = assertThrows(FaultException.class, () -> Keeper.start(keeper.home()));

        assertEquals(Fault.CONFLICT, refused.fault());
        assertTrue(refused.getMessage().contains(Long.toString(ProcessHandle.current().pid())), refused::getMessage);
        keeper.link().call(Call.list());
    }

    @Test
    void replacesTheSocketOfADeadKeeper(@TempDir Path directory) throws Exception {
        KeeperHome home = KeeperHome.of(directory);
        Premises.prepare(home);
        ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        dead.bind(UnixDomainSocketAddress.of(home.socket()));
        dead.close();
        assertTrue(Files.exists(home.socket()));

        Keeper next = Keeper.start(home);
        assertEquals("[]", TestLink.greeted(home).call(Call.list()));
        next.close();
        assertTrue(Files.notExists(home.socket()));
    }

    @Test
    void keepsTheSecretThatIsThere(@TempDir Path directory) {
        Secret first = Secret.readOrCreate(directory.resolve("secret"));
        String text = TestLink.secret(new KeeperHome(directory));

        assertTrue(Secret.readOrCreate(directory.resolve("secret")).matches(text));
        assertTrue(first.matches(text));
        assertFalse(first.matches(text + "0"));
    }

    @Test
    void refusesAHomeThatIsTooLongForASocket(@TempDir Path directory) {
        KeeperHome home = KeeperHome.of(directory.resolve("x".repeat(100)));

        FaultException refused = assertThrows(FaultException.class, () -> Premises.prepare(home));

        assertEquals(Fault.SETTING_REFUSED, refused.fault());
        assertTrue(refused.getMessage().contains("107"), refused::getMessage);
    }
}
