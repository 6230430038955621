package dev.longshell.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.wire.Protocol;
import dev.longshell.wire.Tag;
import java.io.IOException;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;

/** The WebSocket doors, as pages and plain clients find them: the real WAR, a real keeper, real shells. */
public interface ChannelTests {
    ApiClient client();

    @Test
    @RunAsClient
    default void refusesHandshakesWithAStatusThatSaysWhy() {
        String path = "/ws/terminal/" + shell("/bin/cat");

        assertEquals(401, handshake(path, "Origin", "http://" + client().base().getAuthority()));
        assertEquals(401, handshake(path));
        assertEquals(403, handshake(path, "Cookie", "longshell=" + client().token()));
        assertEquals(403, handshake(path, "Authorization", "Bearer " + client().token(), "Origin", "http://evil.example"));
        assertEquals(404, handshake("/ws/terminal/session_1_0", "Authorization", "Bearer " + client().token()));
        assertEquals(404, handshake(path.replace("terminal", "claude"), "Authorization", "Bearer " + client().token()));
        assertEquals(400, handshake(path + "?cols=NaN", "Authorization", "Bearer " + client().token()));
        assertEquals(400, handshake(path + "?from=-1", "Authorization", "Bearer " + client().token()));
        assertEquals(400, handshake(path + "?attempt=first", "Authorization", "Bearer " + client().token()));
    }

    private int handshake(String path, String... headers) {
        return client().send("GET", path, null, headers).status();
    }

    @Test
    @RunAsClient
    default void closesAMalformedFrameWith4400AndSkipsAnUnknownOne() throws IOException {
        String id = shell("/bin/cat");
        assertEquals(4400, closeAfter(id, Tag.INPUT, (byte) 0));
        assertEquals(4400, closeAfter(id));
        try (SocketPeer text = attach(id, "")) {
            text.sendText("text where binary belongs");
            assertEquals(4400, text.awaitClose());
        }
        try (SocketPeer tooLong = attach(id, "")) {
            tooLong.send(new byte[Protocol.MAX_FRAME_BYTES + 1]);
            assertEquals(1009, tooLong.awaitClose());
        }
        try (SocketPeer unknown = attach(id, "")) {
            unknown.send((byte) 0x7F, (byte) 1);
            unknown.send(Tag.REQUEST, (byte) 0, (byte) 0, (byte) 0, (byte) 1, (byte) '{', (byte) '}');
            unknown.send(Tag.PING, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 7);
            assertEquals(7, unknown.awaitTag(Tag.PONG).getLong(1));
        }
    }

    private int closeAfter(String id, byte... frame) throws IOException {
        try (SocketPeer peer = attach(id, "")) {
            peer.send(frame);
            return peer.awaitClose();
        }
    }

    @Test
    @RunAsClient
    default void clampsTheSizeThatAViewerAsksFor() throws IOException {
        String id = shell("/bin/sh");
        try (SocketPeer peer = attach(id, "?cols=0&rows=100000")) {
            peer.hello();
            peer.type("until [ \"$(stty size)\" = '500 1' ]; do sleep .1; done; echo c''lamped\n", 0);
            peer.awaitOutput("cl");
        }
        try (SocketPeer peer = attach(id, "?cols=100000&rows=0")) {
            peer.hello();
            peer.type("until [ \"$(stty size)\" = '1 1000' ]; do sleep .1; done; echo clam''ped\n", 0);
            peer.awaitOutput("clamped");
        }
    }

    @Test
    @RunAsClient
    default void givesTheSessionToTheViewerThatAttachedLast() throws IOException {
        String id = shell("/bin/cat");
        try (SocketPeer first = attach(id, "?viewer=one")) {
            first.hello();
            try (SocketPeer second = attach(id, "?viewer=one")) {
                assertEquals(4409, first.awaitClose());
                assertTrue(second.hello().contains("\"driver\""));
            }
        }
    }

    @Test
    @RunAsClient
    default void leavesTheSessionToTheLaterAttemptWhicheverComesLast() throws IOException {
        String id = shell("/bin/cat");
        try (SocketPeer later = attach(id, "?viewer=one&attempt=2")) {
            later.hello();
            try (SocketPeer earlier = attach(id, "?viewer=one&attempt=1")) {
                assertEquals(4409, earlier.awaitClose());
            }
            later.type("still here\n", 0);
            later.awaitOutput("still here\r\nstill here");
        }
    }

    @Test
    @RunAsClient
    default void speaksThePlainStreamToWhomOffersNoSubprotocol() throws IOException {
        try (SocketPeer plain = SocketPeer.plain(client().base(), "/ws/terminal/" + shell("/bin/sh"), client().token())) {
            plain.sendText("echo te''xt\n");
            plain.awaitPlain("text");
            plain.send("echo bina''ry\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            plain.awaitPlain("binary");
            plain.sendText("exit\n");
            assertEquals(1000, plain.awaitClose());
        }
    }

    @Test
    @RunAsClient
    default void resumesFromTheLastParsedByteWithoutGapOrRepeat() throws IOException {
        String id = shell("/bin/sh");
        long parsed;
        String before;
        try (SocketPeer peer = attach(id, "?viewer=resuming")) {
            peer.hello();
            peer.type("seq 1 20000; echo do''ne\n", 0);
            parsed = peer.awaitOutput("5000\r\n");
            before = peer.output();
        }
        try (SocketPeer peer = attach(id, "?viewer=resuming&from=" + parsed).resumedFrom(parsed)) {
            assertTrue(peer.hello().contains("\"input\":" + "seq 1 20000; echo do''ne\n".length()));
            peer.awaitOutput("done\r\n");
            String whole = before + peer.output();
            StringBuilder expected = new StringBuilder();
            java.util.stream.IntStream.rangeClosed(1, 20_000).forEach(number -> expected.append(number).append("\r\n"));
            assertTrue(whole.contains("\r\n" + expected + "done\r\n"), "a gap or a repeat in " + whole.length() + " characters");
        }
    }

    /** The viewer reads slower than the program writes, so that at its end a window of output is still on its way, and ACKs come after it. */
    @Test
    @RunAsClient
    default void givesASlowLosslessViewerAllOutputThenTheExitThenTheClose() throws IOException {
        for (int run = 0; run < 5; run++) {
            try (SocketPeer peer = attach(shell("/bin/sh"), "?mode=lossless")) {
                peer.hello();
                peer.type("stty -opost; exec /bin/sh -c 'seq 1 200000; echo da''one; exit 7'\n", 0);
                peer.awaitCloseReadingSlowly();

                assertTrue(peer.output().endsWith("199999\n200000\ndaone\n"), () -> peer.output().length() + " characters of output, closed " + peer.closeCode() + " " + peer.closeReason());
                assertTrue(peer.lastEvent().contains("\"type\":\"exit\",\"exitCode\":7"), peer::lastEvent);
                assertEquals(1000, peer.closeCode());
            }
        }
    }

    private SocketPeer attach(String id, String query) throws IOException {
        return SocketPeer.framed(client().base(), "/ws/terminal/" + id + query, client().token());
    }

    private String shell(String program) {
        return client().admin("POST", "/api/projects/home/sessions", "{\"kind\":\"terminal\",\"command\":[\"" + program + "\"]}").text("id");
    }
}
