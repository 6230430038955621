package dev.longshell.payara;

import java.util.Map;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.ContentEncoding;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.ParsingResult;

/**
 * Adds to every answer the headers that it lacks: the application's own answers have them, those that the container
 * makes by itself do not.
 *
 * <p>It stands among the content encodings of Grizzly's HTTP codec and encodes nothing: they are what the codec asks
 * about each answer before it writes the headers (HttpCodecFilter.setContentEncodingsOnSerializing), also about one to
 * a request that it could not read.
 */
final class AnswerHeaders implements ContentEncoding {
    private static final String NAME = "longshell-none";
    private static final Map<String, String> HEADERS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "same-origin",
            "Content-Security-Policy",
                    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
            "Cache-Control", "no-store");

    /** Adds what lacks, unless the answer is on its way already. */
    static void addTo(HttpHeader packet) {
        if (packet instanceof HttpResponsePacket answer && !answer.isCommitted()) {
            HEADERS.forEach((name, value) -> {
                String there = answer.getHeader(name); // Catalina leaves some without a value, which are not written
                if (there == null || there.isBlank()) {
                    answer.setHeader(name, value);
                }
            });
        }
    }

    @Override
    public boolean wantEncode(HttpHeader packet) {
        addTo(packet);
        return false;
    }

    @Override
    public boolean wantDecode(HttpHeader packet) {
        return false;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public String[] getAliases() {
        return new String[] {NAME};
    }

    @Override
    public ParsingResult decode(Connection connection, HttpContent content) {
        throw new UnsupportedOperationException("decodes nothing");
    }

    @Override
    public HttpContent encode(Connection connection, HttpContent content) {
        throw new UnsupportedOperationException("encodes nothing");
    }
}
