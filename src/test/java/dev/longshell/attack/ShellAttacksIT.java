package dev.longshell.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.cli.RunningLongshell;
import dev.longshell.gateway.SocketPeer;
import dev.longshell.wire.Build;
import dev.longshell.wire.Call;
import dev.longshell.wire.Frame;
import dev.longshell.wire.FrameSplitter;
import dev.longshell.wire.Hello;
import dev.longshell.wire.Json;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.Tag;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a shell tries that runs as the server's own user. */
class ShellAttacksIT {
    /** Says the bytes of args[1] to the Unix socket args[0], and whether it heard of a session before it was sent off. */
    private static final String KNOCK = """
            import java.net.UnixDomainSocketAddress;
            import java.nio.ByteBuffer;
            import java.nio.channels.SocketChannel;
            import java.nio.charset.StandardCharsets;
            import java.util.HexFormat;

            class Knock {
                public static void main(String[] args) throws Exception {
                    try (SocketChannel keeper = SocketChannel.open(UnixDomainSocketAddress.of(args[0]))) {
                        keeper.write(ByteBuffer.wrap(HexFormat.of().parseHex(args[1])));
                        StringBuilder heard = new StringBuilder();
                        ByteBuffer bytes = ByteBuffer.allocate(65536);
                        while (heard.indexOf("session_") < 0 && keeper.read(bytes.clear()) >= 0) {
                            heard.append(StandardCharsets.ISO_8859_1.decode(bytes.flip()));
                        }
                        System.out.println("heard of " + (heard.indexOf("session_") < 0 ? "nothing" : "sessions") + ", the-end");
                    }
                }
            }
            """;
    @TempDir
    private static Path folder;
    private static Person admin;
    private static RunningLongshell server;

    @BeforeAll
    static void begin() {
        admin = Person.admin();
        server = RunningLongshell.shared();
    }

    @Test
    void a27TheKeeperHearsNobodyWithoutItsSecretAndTheWarningIsShown() throws IOException {
        assertEquals("nothing", knock(null));
        assertEquals("nothing", knock("0".repeat(64)));
        assertEquals("sessions", knock(Files.readString(server.home().resolve("keeper/secret")).strip()), "the knocking itself is good; that a shell of this user can read the secret is what the warning is for");

        String warning = "Shells run as " + System.getProperty("user.name");
        assertEquals(1, Files.readString(server.log()).lines().filter(line -> line.contains(warning)).count());
        assertTrue(RawHttp.send(admin.server(), "GET", "/house.xhtml", null, "Cookie: longshell=" + admin.token()).body().contains(warning));
        assertFalse(admin.newcomer().call("GET", "/house.xhtml", null).body().contains(warning));
    }

    /** From inside a shell. */
    private static String knock(String secret) throws IOException {
        Path program = Files.writeString(folder.resolve("Knock.java"), KNOCK);
        String said = hex(Frame.hello(Protocol.VERSION, Json.write(new Hello(Build.id(), secret, 1)))) + hex(Frame.numbered(Tag.REQUEST, 1, Json.write(Call.list())));
        String session = admin.open(admin.newProject(), Path.of(System.getProperty("java.home"), "bin", "java").toString(), program.toString(),
                server.home().resolve("keeper/keeper.sock").toString(), said);
        try (SocketPeer peer = admin.attach(session)) {
            peer.awaitOutput(", the-end");
            return peer.output().replaceAll("(?s).*heard of (\\w+), the-end.*", "$1");
        }
    }

    private static String hex(ByteBuffer frame) {
        return HexFormat.of().formatHex(Frame.bytes(FrameSplitter.withLength(frame)));
    }
}
