package dev.longshell.access;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a request for a WebSocket is one as RFC 6455 section 4.2.1 has it; knows nothing of who asks. Looked at before any of its body is waited for: a handshake has none.
 */
final class HandshakeSyntax {
    static final String VERSION = "13";
    private static final int KEY_BYTES = 16;
    private static final String KEY = "Sec-WebSocket-Key";
    private static final String VERSION_HEADER = "Sec-WebSocket-Version";
    /** Headers of a handshake; a request without any of them asks for a page, and others say whether there is one. */
    private static final Set<String> OF_HANDSHAKE = Set.of("upgrade", "sec-websocket-key", "sec-websocket-version", "sec-websocket-protocol", "sec-websocket-extensions");

    private HandshakeSyntax() {
    }

    /** @throws FaultException INVALID_PARAMETER */
    static void require(HttpServletRequest request) {
        require(request.getMethod().equals("GET"), "A WebSocket is asked for with GET.");
        List<String> lengths = values(request, "Content-Length");
        boolean body = !lengths.isEmpty() && !lengths.equals(List.of("0")) || !values(request, "Transfer-Encoding").isEmpty();
        require(!body && values(request, "Expect").isEmpty(), "A WebSocket's handshake has no body.");
        if (!isHandshake(request)) {
            return;
        }
        require(request.getProtocol().equals("HTTP/1.1"), "A WebSocket is asked for with HTTP/1.1.");
        List<String> upgrades = values(request, "Upgrade");
        require(upgrades.size() == 1 && upgrades.get(0).equalsIgnoreCase("websocket"), "Upgrade must be websocket.");
        require(hasToken(values(request, "Connection"), "upgrade"), "Connection must have Upgrade among its words.");
        require(values(request, VERSION_HEADER).size() == 1, "A handshake names one version: " + VERSION + ".");
        List<String> keys = values(request, KEY);
        require(keys.size() == 1 && isKey(keys.get(0)), KEY + " must be 16 bytes in Base64, once.");
    }

    /** Whether it asks, as it should, but for a version that is not spoken here (RFC 6455 section 4.4). */
    static boolean isOfOtherVersion(HttpServletRequest request) {
        return isHandshake(request) && !VERSION.equals(request.getHeader(VERSION_HEADER));
    }

    private static boolean isHandshake(HttpServletRequest request) {
        return Collections.list(request.getHeaderNames()).stream().anyMatch(name -> OF_HANDSHAKE.contains(name.toLowerCase(Locale.ROOT)));
    }

    private static boolean hasToken(List<String> values, String token) {
        return values.stream().flatMap(value -> List.of(value.split(",")).stream()).anyMatch(word -> word.strip().equalsIgnoreCase(token));
    }

    private static boolean isKey(String text) {
        try {
            return Base64.getDecoder().decode(text).length == KEY_BYTES && text.endsWith("==");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static List<String> values(HttpServletRequest request, String name) {
        return Collections.list(request.getHeaders(name));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new FaultException(Fault.INVALID_PARAMETER, otherwise);
        }
    }
}
