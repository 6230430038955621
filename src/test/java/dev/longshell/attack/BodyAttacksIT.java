package dev.longshell.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.longshell.cli.RunningLongshell;
import dev.longshell.gateway.SocketPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bodies that are no JSON, or not what a call wants: each is refused by name, and none costs the server more than that.
 */
class BodyAttacksIT {
    private static final int EACH = 70;
    private static final int PATIENCE_MILLIS = 20_000;
    /** Another address of this machine: those who send such bodies are at one. */
    private static final InetAddress ELSEWHERE = new InetSocketAddress("127.0.0.97", 0).getAddress();
    private static final Person ADMIN = Person.admin();

    /**
     * Six bytes without a login: Parsson skipped the member {@code a} for ever, also when its sender had gone; seventy
     * of them were all of the server's threads. Health, a login and a terminal had no answer within 20 s.
     */
    @Test
    void bodiesThatEndInsideAMemberKeepNoThread() throws IOException {
        String session = ADMIN.open(ADMIN.newProject(), "/bin/sh", "-c", "stty raw -echo; echo ready; exec cat");
        try (SocketPeer peer = ADMIN.attach(session)) {
            peer.awaitOutput("ready");
            List<Socket> left = new ArrayList<>();
            for (String body : new String[] {"{\"a\":{", "{\"a\":[", "{\"username\":{", "{\"a\":{\"b\":[[{"}) {
                List<Socket> sent = new ArrayList<>();
                for (int each = 0; each < EACH; each++) {
                    (each % 2 == 0 ? sent : left).add(send(body));
                }
                for (Socket one : sent) {
                    assertRefused(one);
                }
            }
            for (Socket one : left) {
                one.close(); // without hearing the answer
            }
            assertEquals(200, RawHttp.send(ADMIN.server(), "GET", "/health/live", null).status());
            String login = "{\"username\":\"admin\",\"password\":\"" + RunningLongshell.shared().adminPassword()
                    + "\"}";
            assertEquals(200, RawHttp.sendFrom(ELSEWHERE, ADMIN.server(), "POST", "/api/auth/login", login).status());
            peer.type("still here", 0);
            peer.awaitOutput("still here");
        }
    }

    private static Socket send(String body) throws IOException {
        Socket socket = new Socket(ADMIN.server().getHost(), ADMIN.server().getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream().write(("POST /api/auth/login HTTP/1.1\r\nHost: " + ADMIN.server().getAuthority()
                + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** 429 where so many bodies were awaited at once that this one was not. */
    private static void assertRefused(Socket socket) throws IOException {
        try (socket) {
            String line = new String(socket.getInputStream().readNBytes("HTTP/1.1 400".length()),
                    StandardCharsets.US_ASCII);
            assertTrue(line.equals("HTTP/1.1 400") || line.equals("HTTP/1.1 429"), line);
        }
    }

    /** The calls are those that the server itself describes. */
    @Test
    void everyCallRefusesAMemberThatItDoesNotHaveAndABodyThatItDoesNotWant() {
        String description = RawHttp.send(ADMIN.server(), "GET", "/openapi?format=JSON", null,
                "Accept: application/json").body();
        int wanting = 0;
        int others = 0;
        for (Map.Entry<String, JsonElement> path : JsonParser.parseString(description).getAsJsonObject()
                .getAsJsonObject("paths").entrySet()) {
            for (Map.Entry<String, JsonElement> call : path.getValue().getAsJsonObject().entrySet()) {
                boolean wantsBody = call.getValue() instanceof JsonObject told && told.has("requestBody");
                String target = path.getKey().replaceAll("\\{\\w+}", "x");
                if (call.getKey().matches("get|post|put|patch|delete") && !target.equals("/api/auth/logout")) {
                    RawHttp.Answer answer = ADMIN.call(call.getKey().toUpperCase(Locale.ROOT), target, "{\"a\":{");
                    assertEquals(400, answer.status(), call.getKey() + " " + target + " " + answer);
                    assertTrue(wantsBody ? answer.body().contains("a: there is no such member here. There are: ")
                            : isRefusedUnread(call.getKey(), answer), call.getKey() + " " + target + " " + answer);
                    wanting += wantsBody ? 1 : 0;
                    others += wantsBody ? 0 : 1;
                }
            }
        }
        assertEquals(16, wanting, "as many as BodyShapesTest finds");
        assertTrue(others > 20, "so few cannot be all: " + others);
    }

    /** Grizzly refuses a body of GET and DELETE itself, without a word. */
    private static boolean isRefusedUnread(String method, RawHttp.Answer answer) {
        return answer.body().contains("No body is wanted here.") || method.matches("get|delete") && answer.body()
                .isEmpty();
    }

    /** Once answered 200, and the user was not disabled. */
    @Test
    void aSwitchIsTrueOrFalse() {
        Person somebody = ADMIN.newcomer();
        String user = "/api/users/" + somebody.username();
        for (String body : new String[] {"{\"disabled\":\"yes\"}", "{\"disabled\":\"true\"}", "{\"disabled\":1}",
                "{\"disabled\":[true]}", "{\"disabled\":{}}"}) {
            RawHttp.Answer answer = ADMIN.insist(400, "PATCH", user, body);
            assertEquals("disabled: true or false is wanted.", Person.json(answer).get("detail").getAsString());
        }
        ADMIN.insist(400, "PATCH", user, "{\"disabled\":false,\"disabled\":true}");
        ADMIN.insist(400, "PATCH", user, "{\"Disabled\":true}");
        somebody.insist(200, "GET", "/api/me", null);
        assertTrue(Person.json(ADMIN.insist(200, "PATCH", user, "{\"disabled\":true}")).get("disabled").getAsBoolean(),
                "the control");
        somebody.insist(401, "GET", "/api/me", null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"400|Content-Type: application/json; charset=utf-16",
            "400|Content-Encoding: gzip", "415|Content-Type: text/plain", "415|Content-Type: application/xml",
        "415|Content-Type: application/x-www-form-urlencoded", "200|Content-Type: application/json; charset=\"utf-8\"",
                "200|Content-Encoding: identity"})
    void aBodyIsJsonInUtf8AsItIs(int status, String header) {
        String login = "{\"username\":\"admin\",\"password\":\"" + RunningLongshell.shared().adminPassword() + "\"}";
        assertEquals(status, RawHttp.sendFrom(ELSEWHERE, ADMIN.server(), "POST", "/api/auth/login", login, header)
                .status());
    }

    @Test
    void aBodyInChunksIsReadAsStrictly() {
        for (String body : new String[] {"{\"a\":{", "{\"username\":\"x\",\"password\":\"y\"}}", "\ufeff{}",
                "{\"username\":\"\\ud800\",\"password\":\"\"}", "{\"username\":\"\\u0000\",\"password\":\"\"}"}) {
            String chunk = Integer.toHexString(body.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + body
                    + "\r\n0\r\n\r\n";
            assertEquals(400, RawHttp.sendFrom(ELSEWHERE, ADMIN.server(), "POST", "/api/auth/login", chunk,
                    "Transfer-Encoding: chunked").status(), body);
        }
    }

    @Test
    void aNumberIsNotWorkedOutBeforeItIsKnownToBeSmall() {
        for (String number : new String[] {"1e999999999", "1e-999999999", "1".repeat(1_000_000), "1e"
                + "9".repeat(1_000_000)}) {
            RawHttp.Answer answer = ADMIN.insist(400, "POST", "/api/projects/home/sessions",
                    "{\"kind\":\"terminal\",\"cols\":" + number + "}");
            assertEquals("invalid_parameter", Person.json(answer).get("code").getAsString());
        }
    }
}
