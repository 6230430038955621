package dev.longshell.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Handshakes that are none (RFC 6455 section 4.2.1), from somebody who may attach: each is answered at once and holds nobody's thread. */
class HandshakeAttacksIT {
    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
    private static final String UPGRADE = "Upgrade: websocket";
    private static final String CONNECTION = "Connection: Upgrade";
    private static final String VERSION = "Sec-WebSocket-Version: 13";
    /** Far below the 20 s for which a body is awaited. */
    private static final long AT_ONCE_MILLIS = 5_000;

    private static Person admin;
    private static String path;

    @BeforeAll
    static void open() {
        admin = Person.admin();
        path = "/ws/terminal/" + admin.open(admin.newProject());
    }

    private static String answerOf(String requestLine, String... headers) throws IOException {
        List<String> lines = new ArrayList<>(List.of(requestLine, "Host: " + admin.server().getAuthority(), "Authorization: Bearer " + admin.token()));
        lines.addAll(List.of(headers));
        return answerTo(String.join("\r\n", lines) + "\r\n\r\n");
    }

    /** The head of the answer. Of one that asks whether it may go on, Grizzly says yes by itself before any of ours. */
    private static String answerTo(String request) throws IOException {
        long began = System.nanoTime();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(admin.server().getHost(), admin.server().getPort()));
            socket.setSoTimeout((int) AT_ONCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            String head = head(in);
            head = head.startsWith("HTTP/1.1 100 ") ? head(in) : head;
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            assertTrue(millis < AT_ONCE_MILLIS, () -> millis + " ms for " + request);
            return head;
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void assertStatus(int status, String answer) {
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), () -> "instead of " + status + ": " + answer);
    }

    @Test
    void thoseThatClientsSendAreLetIn() throws IOException {
        String get = "GET " + path + " HTTP/1.1";
        assertStatus(101, answerOf(get, UPGRADE, CONNECTION, VERSION, KEY));
        assertStatus(101, answerOf(get, "Upgrade: WebSocket", "Connection: keep-alive, Upgrade", VERSION, KEY)); // Firefox
        assertStatus(101, answerOf(get, "upgrade: websocket", "connection: upgrade", "sec-websocket-version: 13", KEY, "Content-Length: 0"));
    }

    @Test
    void anythingButGetAndHttp11IsRefused() throws IOException {
        for (String method : new String[] {"POST", "PUT", "HEAD", "DELETE", "PATCH", "OPTIONS"}) {
            assertStatus(400, answerOf(method + " " + path + " HTTP/1.1", UPGRADE, CONNECTION, VERSION, KEY));
        }
        assertTrue(answerOf("GET " + path + " HTTP/1.0", UPGRADE, CONNECTION, VERSION, KEY).matches("(?s)HTTP/1\\.[01] 400 .*"));
        String preface = answerTo("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        assertTrue(preface.isEmpty() || preface.matches("(?s)HTTP/1\\.1 (4\\d\\d|505) .*"), preface);
    }

    @Test
    void aKeyThatIsMissingDoubledOrNotSixteenBytesOfBase64IsRefused() throws IOException {
        String get = "GET " + path + " HTTP/1.1";
        assertStatus(400, answerOf(get, UPGRADE, CONNECTION, VERSION));
        assertStatus(400, answerOf(get, UPGRADE, CONNECTION, VERSION, KEY, KEY));
        for (String key : new String[] {"", "x", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZQ==, dGhlIHNhbXBsZSBub25jZQ==", "AAAA", "*".repeat(24), "dGhlIHNhbXBsZSBub25jZWFh", "QUFB".repeat(100)}) {
            assertStatus(400, answerOf(get, UPGRADE, CONNECTION, VERSION, "Sec-WebSocket-Key: " + key));
        }
    }

    @Test
    void upgradesThatAreMissingDoubledOrOfSomethingElseAreRefused() throws IOException {
        String get = "GET " + path + " HTTP/1.1";
        assertStatus(400, answerOf(get, CONNECTION, VERSION, KEY));
        assertStatus(400, answerOf(get, UPGRADE, VERSION, KEY));
        assertStatus(400, answerOf(get, UPGRADE, "Connection: keep-alive", VERSION, KEY));
        assertStatus(400, answerOf(get, UPGRADE, "Connection: xupgrade", VERSION, KEY));
        assertStatus(400, answerOf(get, UPGRADE, UPGRADE, CONNECTION, VERSION, KEY));
        assertStatus(400, answerOf(get, "Upgrade: h2c, websocket", CONNECTION, VERSION, KEY));
        assertStatus(400, answerOf(get, "Upgrade: h2c", CONNECTION, VERSION, KEY));
        assertStatus(400, answerOf(get));
    }

    @Test
    void anotherVersionIsToldWhichOneIsSpoken() throws IOException {
        for (String version : new String[] {"8", "0", "14", "x"}) {
            String answer = answerOf("GET " + path + " HTTP/1.1", UPGRADE, CONNECTION, KEY, "Sec-WebSocket-Version: " + version);
            assertStatus(426, answer);
            assertTrue(answer.contains("Sec-WebSocket-Version: 13\r\n"), answer);
        }
        assertStatus(400, answerOf("GET " + path + " HTTP/1.1", UPGRADE, CONNECTION, KEY));
        assertStatus(400, answerOf("GET " + path + " HTTP/1.1", UPGRADE, CONNECTION, KEY, VERSION, VERSION));
    }

    /** Each held a thread for 20 s, for what never came. */
    @Test
    void aBodyInWhateverEncodingIsRefusedBeforeItComes() throws IOException {
        String get = "GET " + path + " HTTP/1.1";
        for (String body : new String[] {"Content-Length: 5", "Content-Length: 1000000", "Transfer-Encoding: chunked", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0", "Content-Length: 5\r\n\r\nhello",
            "Expect: 100-continue\r\nContent-Length: 5", "Expect: 100-continue"}) {
            assertStatus(400, answerOf(get, UPGRADE, CONNECTION, VERSION, KEY, body));
            assertStatus(400, answerOf(get, body));
        }
    }

    @Test
    void aHeaderOf100KilobytesIsRefused() throws IOException {
        String answer = answerOf("GET " + path + " HTTP/1.1", UPGRADE, CONNECTION, VERSION, KEY, "X-Large: " + "x".repeat(100_000));
        assertTrue(answer.isEmpty() || answer.matches("(?s)HTTP/1\\.1 4(00|13|31) .*"), answer);
    }

    @Test
    void refusalsAreInTheAudit() throws IOException {
        String own = "/ws/terminal/session_" + System.nanoTime() + "_0";
        assertStatus(400, answerOf("GET " + own + " HTTP/1.1", UPGRADE, CONNECTION, VERSION));
        assertEquals("invalid_parameter", Trail.refusalOf("GET " + own).get("detail").getAsString().split("[: ]")[0]);
    }
}
