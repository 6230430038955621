package dev.longshell.payara;

import java.util.Optional;
import java.util.regex.Pattern;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.Protocol;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.http.util.HttpStatus;

/**
 * Says which requests Payara must not get: it answers 200 without a body, and a stack trace in the log, to those whose
 * path or Host it cannot read.
 *
 * @param status of the answer
 * @param detail for the sender
 */
record MalformedRequest(HttpStatus status, String detail) {
    /** RFC 9112 section 3.2.4: for the whole server. */
    private static final String ASTERISK = "*";
    /** RFC 9112 section 3.2, as Grizzly takes it apart: whose host it is, is decided behind it. */
    private static final Pattern HOST = Pattern.compile("(?:\\[[0-9A-Fa-f:.]{2,45}])?"
            + "[A-Za-z0-9._~%!$&'()*+=@/-]{0,255}(?::\\d{1,5})?");

    /** What is wrong with the request; empty for nothing. */
    static Optional<MalformedRequest> of(HttpRequestPacket request) {
        if (request.getMethod() == Method.CONNECT) {
            return Optional.of(new MalformedRequest(HttpStatus.NOT_IMPLEMENTED_501, "This is no proxy."));
        }
        String encoding = request.getHeader(Header.TransferEncoding);
        if (encoding != null && request.getHeader(Header.ContentLength) != null) {
            return bad("Content-Length and Transfer-Encoding exclude each other."); // RFC 9112 section 6.3
        }
        return of(request.getProtocol(), request.getRequestURI(), request.getHeader(Header.Host), encoding);
    }

    /** @param host null for none @param transferEncoding null for none */
    static Optional<MalformedRequest> of(Protocol protocol, String path, String host, String transferEncoding) {
        if (protocol != Protocol.HTTP_1_1 && protocol != Protocol.HTTP_1_0) {
            return Optional.of(new MalformedRequest(HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505,
                    "HTTP/1.1 is spoken here."));
        }
        if (!isPath(path) && !path.equals(ASTERISK)) {
            return bad("The path cannot be read.");
        }
        if (host != null && (host.isEmpty() || !HOST.matcher(host).matches())) {
            return bad("Host cannot be read.");
        }
        if (transferEncoding != null && !transferEncoding.strip().equalsIgnoreCase("chunked")) {
            return bad("Transfer-Encoding may only be chunked."); // RFC 9112 section 6.1
        }
        return Optional.empty();
    }

    /**
     * RFC 3986 section 3.3, and further visible ASCII that browsers send; a percent sign has two hexadecimal digits
     * behind it. No pattern: java.util.regex takes stack for each turn of a group.
     */
    private static boolean isPath(String path) {
        for (int index = 0; index < path.length(); index++) {
            char next = path.charAt(index);
            boolean escape = next == '%' && index + 2 < path.length() && isHex(path.charAt(index + 1))
                    && isHex(path.charAt(index + 2));
            if (next <= ' ' || next > '~' || next == '%' && !escape) {
                return false;
            }
        }
        return path.startsWith("/");
    }

    private static boolean isHex(char digit) {
        return digit < 0x80 && Character.digit(digit, 16) >= 0;
    }

    private static Optional<MalformedRequest> bad(String detail) {
        return Optional.of(new MalformedRequest(HttpStatus.BAD_REQUEST_400, detail));
    }
}
