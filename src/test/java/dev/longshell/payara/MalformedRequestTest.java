package dev.longshell.payara;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.glassfish.grizzly.http.Protocol;
import org.junit.jupiter.api.Test;

class MalformedRequestTest {
    private static final String HOST = "127.0.0.1:8080";

    @Test
    void refusesPathsThatCannotBeDecoded() {
        for (String path : new String[] {"/%zz", "/%", "/%2", "/a%2", "", "x", "/a\u0001", "/\u00e4", "/a b"}) {
            assertEquals(400, status(Protocol.HTTP_1_1, path, HOST, null), path);
        }
        for (String path : new String[] {"/", "*", "/api/x%20y", "/a;b", "/~a!$&'()*+,=:@-._", "/" + "%41".repeat(100_000)}) {
            assertEquals(200, status(Protocol.HTTP_1_1, path, HOST, null), path);
        }
    }

    @Test
    void refusesHostsThatAreNone() {
        for (String host : new String[] {"", "a b", "127.0.0.1:8080, evil.example", "127.0.0.1:", "127.0.0.1:abc", "[::1",
            "127.0.0.1:123456", "a\u00e4"}) {
            assertEquals(400, status(Protocol.HTTP_1_1, "/", host, null), host);
        }
        for (String host : new String[] {"localhost", HOST, "[::1]:8080", "[::1]", "console.example.com", "[::1].rebound.example", null}) {
            assertEquals(200, status(Protocol.HTTP_1_1, "/", host, null), host);
        }
    }

    @Test
    void refusesTransferEncodingsAndVersionsThatAreNotSpokenHere() {
        for (String encoding : new String[] {"gzip", "identity", "chunked, chunked", "xchunked", "chunked, gzip", ""}) {
            assertEquals(400, status(Protocol.HTTP_1_1, "/", HOST, encoding), encoding);
        }
        assertEquals(200, status(Protocol.HTTP_1_1, "/", HOST, " Chunked"));
        assertEquals(505, status(Protocol.HTTP_0_9, "/", null, null));
        assertEquals(505, status(Protocol.HTTP_2_0, "/", HOST, null));
        assertEquals(200, status(Protocol.HTTP_1_0, "/", null, null));
    }

    private static int status(Protocol protocol, String path, String host, String transferEncoding) {
        return MalformedRequest.of(protocol, path, host, transferEncoding).map(refused -> refused.status()
                .getStatusCode()).orElse(200);
    }
}
