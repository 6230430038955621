package dev.longshell.access;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;

/**
 * Reads what the provider answers, as far as it may go: the SDK's own {@code send} reads without a bound. Knows nothing
 * of what is in it.
 */
final class ProviderAnswer {
    /** Bytes. A provider's metadata have some thousands, an answer with tokens fewer. */
    static final int LARGEST = 256 << 10;

    private ProviderAnswer() {
    }

    /** @throws IOException where there is none, or a larger one */
    static HTTPResponse to(HTTPRequest request) throws IOException {
        HttpURLConnection connection = request.toHttpURLConnection();
        HTTPResponse answer = new HTTPResponse(connection.getResponseCode());
        connection.getHeaderFields().forEach((name, values) -> {
            if (name != null) { // the status line
                answer.setHeader(name, values.toArray(String[]::new));
            }
        });
        try (InputStream body = answer.indicatesSuccess() ? connection.getInputStream() : connection.getErrorStream()) {
            answer.setBody(body == null ? "" : text(body));
        }
        return answer;
    }

    private static String text(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new IOException("an answer of more than " + LARGEST + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
