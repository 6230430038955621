package dev.longshell.attack;

import static dev.longshell.gateway.RawWebSocket.BINARY;
import static dev.longshell.gateway.RawWebSocket.CONTINUATION;
import static dev.longshell.gateway.RawWebSocket.FIN;
import static dev.longshell.gateway.RawWebSocket.PING;
import static dev.longshell.gateway.RawWebSocket.TEXT;
import static dev.longshell.gateway.RawWebSocket.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.longshell.cli.RunningLongshell;
import dev.longshell.faults.LiveObjects;
import dev.longshell.gateway.RawWebSocket;
import dev.longshell.gateway.SocketPeer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an observer's link, and anybody else, can make a socket hold by frames that no client sends. */
class FrameAttacksIT {
    private static final byte[] NOTHING = {};
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String FRAGMENT = "org.glassfish.tyrus.core.frame.BinaryFrame";
    /** Of a message that may go on. */
    private static final int FRAGMENTS = 1_024;

    private static Person admin;
    private static String session;
    private static String secret;

    @BeforeAll
    static void share() {
        admin = Person.admin();
        session = admin.open(admin.newProject());
        JsonObject made = Person.json(admin.insist(201, "POST", "/api/sessions/" + session + "/shares", "{\"name\":\"Eve\",\"role\":\"observer\",\"expiresInMinutes\":60}"));
        String link = made.get("link").getAsString();
        secret = link.substring(link.indexOf('#') + 1);
    }

    private static RawWebSocket observer() throws IOException {
        return RawWebSocket.open(admin.server(), "/ws/terminal/" + session, "Authorization: Share " + secret);
    }

    private static RawWebSocket operator() throws IOException {
        return RawWebSocket.open(admin.server(), "/ws/terminal/" + session, "Authorization: Bearer " + admin.token());
    }

    private static int closeAfter(RawWebSocket socket, String header) throws IOException {
        try (socket) {
            socket.send(HexFormat.of().parseHex(header));
            return assertTimeoutPreemptively(SOON, socket::awaitClose);
        }
    }

    /** The issue's: 63 MB of this held 820 MB of heap, from one who may only look. */
    @Test
    void emptyContinuationsWithoutEndAreClosedWith1008AndLeaveNothingBehind() throws IOException {
        byte[] burst = new byte[FRAGMENTS * frame(CONTINUATION, NOTHING).length];
        for (int at = 0; at < burst.length; at += burst.length / FRAGMENTS) {
            System.arraycopy(frame(CONTINUATION, NOTHING), 0, burst, at, burst.length / FRAGMENTS);
        }
        for (int time = 0; time < 3; time++) {
            try (RawWebSocket socket = observer()) {
                socket.send(frame(BINARY, NOTHING));
                socket.send(burst);
                assertEquals(1008, assertTimeoutPreemptively(SOON, socket::awaitClose));
            }
        }
        Trail.await("session.attach", session, "refused", "malformed_frame", "Eve (guest)");
        LiveObjects left = LiveObjects.in(RunningLongshell.shared().gateway());
        assertTrue(!left.histogram().contains(FRAGMENT), left::histogram);
    }

    /** The control: as many as are allowed are taken, and the message arrives. */
    @Test
    void aMessageInAsManyFragmentsAsAreAllowedArrives() throws IOException {
        try (RawWebSocket socket = operator()) {
            socket.send(frame(TEXT, "many fragments".getBytes(StandardCharsets.US_ASCII)));
            for (int fragment = 2; fragment < FRAGMENTS; fragment++) {
                socket.send(frame(CONTINUATION, NOTHING));
            }
            socket.send(frame(FIN | CONTINUATION, new byte[] {'.', '\n'}));
            StringBuilder output = new StringBuilder();
            while (output.indexOf("many fragments.") < 0) {
                output.append(new String(socket.next().payload(), StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void aLengthIsRefusedBeforeItsBytesCome() throws IOException {
        for (RawWebSocket socket : new RawWebSocket[] {observer(), operator()}) {
            assertEquals(1009, closeAfter(socket, "82ff000000007fffffff"), "2 GiB");
        }
        assertEquals(1009, closeAfter(operator(), "82ff0000000000100001"), "a byte more than a message has");
        assertEquals(1009, closeAfter(observer(), "82ff0000000000010001"), "a byte more than an observer's has");
        assertEquals(1002, closeAfter(operator(), "82ff8000000000000000"), "the top bit");
        assertEquals(1002, closeAfter(operator(), "82ffffffffffffffffff"), "the top bit");
    }

    @Test
    void framesWithoutAMaskOrWithWhatNobodyAgreedOnAreRefused() throws IOException {
        assertEquals(1002, closeAfter(operator(), "820161"));
        assertEquals(1002, closeAfter(operator(), "c28101020304"));
        assertEquals(1002, closeAfter(operator(), "8380"));
        assertEquals(1002, closeAfter(operator(), "89fe"));
        assertEquals(1002, closeAfter(operator(), "82fe0001"));
    }

    @Test
    void aMessageWhoseFragmentsAreTooLongTogetherIsRefusedByTheHeaderOfTheLast() throws IOException {
        try (RawWebSocket socket = operator()) {
            socket.send(frame(BINARY, new byte[1 << 20]));
            socket.send(HexFormat.of().parseHex("0081"));
            assertEquals(1009, assertTimeoutPreemptively(SOON, socket::awaitClose));
        }
    }

    @Test
    void whoPingsMoreThanAnybodyNeedsIsClosedWith1008() throws IOException {
        try (RawWebSocket socket = observer()) {
            for (int each = 0; each < 201; each++) {
                socket.send(frame(FIN | PING, new byte[125]));
            }
            assertEquals(1008, assertTimeoutPreemptively(SOON, socket::awaitClose));
        }
        try (SocketPeer other = admin.attach(session)) {
            other.type("unharmed\n", 0);
            other.awaitOutput("unharmed");
        }
    }
}
