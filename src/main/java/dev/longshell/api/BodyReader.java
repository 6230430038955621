package dev.longshell.api;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/**
 * Reads every JSON body of this API, in place of the server's JSON-B: Parsson 1.1.5, which Payara 6.2025.10 brings,
 * skips a member that nobody wants without ever noticing the end of the input. JAX-RS prefers the reader whose type is
 * nearer (section 4.2.1), and every body here is a record.
 */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
public class BodyReader implements MessageBodyReader<Record> {
    private static final String IDENTITY = "identity"; // RFC 9110 section 12.5.3: not encoded

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return type.isRecord();
    }

    /** @return null for a body without a byte @throws UnreadableBody for one that is not of that shape */
    @Override
    public Record readFrom(Class<Record> type, Type generic, Annotation[] annotations, MediaType media,
                           MultivaluedMap<String, String> headers, InputStream in) throws IOException {
        refuseAnotherEncoding(media.getParameters().get(MediaType.CHARSET_PARAMETER), headers);
        byte[] body = in.readAllBytes(); // at most 1 MiB, and there already: access.WholeBodies
        return body.length == 0 ? null : JsonBody.read(body, type);
    }

    private static void refuseAnotherEncoding(String charset, MultivaluedMap<String, String> headers) {
        if (charset != null && !charset.equalsIgnoreCase("UTF-8")) {
            throw new UnreadableBody("A JSON body is UTF-8, whatever its Content-Type says (RFC 8259 section 8.1).");
        }
        String coding = headers.getFirst(HttpHeaders.CONTENT_ENCODING);
        if (coding != null && !coding.equalsIgnoreCase(IDENTITY)) {
            throw new UnreadableBody("A body is sent as it is, without a Content-Encoding.");
        }
    }
}
