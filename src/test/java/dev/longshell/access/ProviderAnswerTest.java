package dev.longshell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProviderAnswerTest {
    private HttpServer provider;

    @BeforeEach
    void listen() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answers("/small", 200, "{\"issuer\":\"z\u00fcrich\"}");
        answers("/refusal", 400, "{\"error\":\"invalid_grant\"}");
        answers("/most", 200, "x".repeat(ProviderAnswer.LARGEST));
        answers("/more", 200, "x".repeat(ProviderAnswer.LARGEST + 1));
        answers("/refusal-without-end", 500, "x".repeat(20 * ProviderAnswer.LARGEST));
        provider.start();
    }

    @AfterEach
    void end() {
        provider.stop(0);
    }

    private void answers(String path, int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        provider.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            try (exchange) {
                exchange.sendResponseHeaders(status, 0);
                exchange.getResponseBody().write(bytes);
            }
        });
    }

    private HTTPResponse ask(String path) throws IOException {
        return ProviderAnswer.to(new HTTPRequest(HTTPRequest.Method.GET,
                URI.create("http://127.0.0.1:" + provider.getAddress().getPort() + path)));
    }

    @Test
    void isReadWithItsStatusAndHeaders() throws Exception {
        assertEquals("z\u00fcrich", ask("/small").getBodyAsJSONObject().get("issuer"));
        assertEquals(400, ask("/refusal").getStatusCode());
        assertEquals("invalid_grant", ask("/refusal").getBodyAsJSONObject().get("error"));
    }

    @Test
    void isNotReadBeyondItsBound() throws IOException {
        assertEquals(ProviderAnswer.LARGEST, ask("/most").getBody().length());
        assertThrows(IOException.class, () -> ask("/more"));
        assertThrows(IOException.class, () -> ask("/refusal-without-end"));
    }
}
