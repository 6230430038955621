package dev.longshell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShareTokenTest {
    /** A request with these headers and nothing else. */
    private static HttpServletRequest request(Map<String, List<String>> headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(ShareTokenTest.class.getClassLoader(), new Class<?>[] {HttpServletRequest.class}, (proxy, method, arguments) -> {
            List<String> values = headers.getOrDefault((String) arguments[0], List.of());
            return switch (method.getName()) {
                case "getHeader" -> values.stream().findFirst().orElse(null);
                case "getHeaders" -> Collections.enumeration(values);
                default -> throw new UnsupportedOperationException(method.getName());
            };
        });
    }

    @Test
    void aProgramCarriesTheSecretInAHeaderAndAPageAsASubprotocol() {
        assertEquals(Optional.of("lss_x"), ShareToken.in(request(Map.of("Authorization", List.of("Share lss_x")))));
        assertEquals(Optional.of("lss_x"), ShareToken.in(request(Map.of("Authorization", List.of("sHARE  lss_x ")))));
        assertEquals(Optional.of("lss_x"), ShareToken.in(request(Map.of("Sec-WebSocket-Protocol", List.of("longshell.v1, longshell.share.lss_x")))));
        assertEquals(Optional.of("lss_x"), ShareToken.in(request(Map.of("Sec-WebSocket-Protocol", List.of("longshell.v1", "longshell.share.lss_x")))));
    }

    @Test
    void aLoginIsNoLink() {
        assertEquals(Optional.empty(), ShareToken.in(request(Map.of())));
        assertEquals(Optional.empty(), ShareToken.in(request(Map.of("Authorization", List.of("Bearer lss_x"), "Sec-WebSocket-Protocol", List.of("longshell.v1")))));
    }

    @Test
    void theSecretHas256BitsAndIsKeptAsAHash() {
        String secret = ShareToken.random();
        assertTrue(secret.matches("lss_[A-Za-z0-9_-]{43}"), secret);
        assertNotEquals(secret, ShareToken.random());
        assertTrue(ShareToken.hash(secret).matches("[0-9a-f]{64}"));
    }
}
