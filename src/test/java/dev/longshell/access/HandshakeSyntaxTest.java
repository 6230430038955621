package dev.longshell.access;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HandshakeSyntaxTest {
    private static final String[] GOOD = {"Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="};

    /** A request with those headers, complete lines. */
    private static HttpServletRequest request(String method, String protocol, String... headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(HandshakeSyntaxTest.class.getClassLoader(), new Class<?>[] {HttpServletRequest.class}, (self, called, arguments) ->
                switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getProtocol" -> protocol;
                    case "getHeaderNames" -> Collections.enumeration(Arrays.stream(headers).map(line -> line.split(":")[0]).toList());
                    case "getHeaders" -> Collections.enumeration(values(headers, (String) arguments[0]));
                    case "getHeader" -> values(headers, (String) arguments[0]).stream().findFirst().orElse(null);
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }

    private static List<String> values(String[] headers, String name) {
        return Arrays.stream(headers).filter(line -> line.split(":")[0].equalsIgnoreCase(name)).map(line -> line.substring(line.indexOf(':') + 1).strip()).toList();
    }

    private static String[] with(String... more) {
        return Stream.concat(Arrays.stream(GOOD), Arrays.stream(more)).toArray(String[]::new);
    }

    private static String[] without(int place, String... instead) {
        return Stream.concat(Arrays.stream(GOOD).filter(line -> !line.equals(GOOD[place])), Arrays.stream(instead)).toArray(String[]::new);
    }

    private static void assertTaken(String... headers) {
        assertDoesNotThrow(() -> HandshakeSyntax.require(request("GET", "HTTP/1.1", headers)), () -> Arrays.toString(headers));
    }

    private static void assertRefused(String method, String protocol, String... headers) {
        FaultException fault = assertThrows(FaultException.class, () -> HandshakeSyntax.require(request(method, protocol, headers)), () -> method + protocol + Arrays.toString(headers));
        assertEquals(Fault.INVALID_PARAMETER, fault.fault());
    }

    @Test
    void takesWhatClientsSend() {
        assertTaken(GOOD);
        assertTaken(without(1, "connection: keep-alive, upgrade"));
        assertTaken(without(1, "Connection: keep-alive", "Connection: Upgrade"));
        assertTaken(with("Content-Length: 0", "Sec-WebSocket-Protocol: longshell.v1, longshell.share.x", "Sec-WebSocket-Extensions: permessage-deflate"));
    }

    @Test
    void leavesARequestThatIsNoHandshakeToOthers() {
        assertTaken("Connection: close");
        assertFalse(HandshakeSyntax.isOfOtherVersion(request("GET", "HTTP/1.1", "Connection: close")));
    }

    @Test
    void refusesOtherMethodsAndProtocolsWhetherAHandshakeOrNot() {
        assertRefused("POST", "HTTP/1.1", GOOD);
        assertRefused("get", "HTTP/1.1", GOOD);
        assertRefused("HEAD", "HTTP/1.1");
        assertRefused("GET", "HTTP/1.0", GOOD);
        assertRefused("GET", "HTTP/2.0", GOOD);
    }

    @Test
    void refusesABodyInWhateverEncoding() {
        for (String body : List.of("Content-Length: 5", "Content-Length: x", "content-length: 00", "Transfer-Encoding: chunked", "Transfer-Encoding: identity", "Expect: 100-continue")) {
            assertRefused("GET", "HTTP/1.1", with(body));
            assertRefused("GET", "HTTP/1.1", body);
        }
        assertRefused("GET", "HTTP/1.1", with("Content-Length: 0", "Content-Length: 0"));
    }

    @Test
    void refusesHeadersThatAreMissingDoubledOrOfSomethingElse() {
        for (int place = 0; place < GOOD.length; place++) {
            assertRefused("GET", "HTTP/1.1", without(place));
        }
        for (int once : new int[] {0, 2, 3}) {
            assertRefused("GET", "HTTP/1.1", with(GOOD[once]));
        }
        assertRefused("GET", "HTTP/1.1", without(0, "Upgrade: websocket, h2c"));
        assertRefused("GET", "HTTP/1.1", without(1, "Connection: close"));
        for (String key : List.of("", "AAAA", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZWE=", "dGhlIHNhbXBsZSBub25jZWFh", "*".repeat(24))) {
            assertRefused("GET", "HTTP/1.1", without(3, "Sec-WebSocket-Key: " + key));
        }
    }

    @Test
    void tellsAnotherVersionFromNone() {
        HttpServletRequest old = request("GET", "HTTP/1.1", without(2, "Sec-WebSocket-Version: 8"));
        assertDoesNotThrow(() -> HandshakeSyntax.require(old));
        assertTrue(HandshakeSyntax.isOfOtherVersion(old));
        assertFalse(HandshakeSyntax.isOfOtherVersion(request("GET", "HTTP/1.1", GOOD)));
    }
}
