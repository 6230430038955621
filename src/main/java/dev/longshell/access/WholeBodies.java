package dev.longshell.access;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.limit.IpAddress;
import dev.longshell.limit.Leases;
import dev.longshell.limit.Quota;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Has a request's body there, and small, before anybody works for it; knows nothing of what is in it.
 *
 * <p>A thread waits while it reads. Few may at once, so that those who send a byte now and then leave the others theirs; who has sent all is not counted.
 */
@ApplicationScoped
public class WholeBodies {
    /** Bytes. The largest of use are a project's variables; what execve(2) takes of them all is 2 MiB. */
    static final int LARGEST = 1 << 20;
    /** Half of the threads that serve requests. */
    static final int MOST = 32;
    /** Of IPv6: of a /64. */
    static final int MOST_OF_ADDRESS = 16;
    private static final int PART = 8 << 10;
    /** As channel.RequestDeadlines has it, which does not see every body's end. */
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final long RETRY_MILLIS = 1_000;

    private static final String TOO_MANY = "Too many requests are here without their bodies.";

    private final Leases awaited = new Leases(MOST, 0, Fault.RATE_LIMIT, TOO_MANY, RETRY_MILLIS);

    /**
     * The request with its body.
     *
     * @param work     that the request is
     * @throws FaultException BODY_TOO_LARGE; RATE_LIMIT where as many are awaited already
     * @throws IOException    where it does not come
     */
    HttpServletRequest read(HttpServletRequest request, RequestCpu.Work work) throws IOException {
        long length = length(request);
        if (length > LARGEST) {
            throw tooLarge();
        }
        if (length == 0 || length < 0 && request.getHeader("Transfer-Encoding") == null) {
            return request;
        }
        if (length > 0 && isForm(request)) {
            awaited(request, request::getParameterMap); // the container reads it, once; it would not after getInputStream
            return request;
        }
        if (length > 0 && request.getInputStream().available() >= length) {
            return new WholeRequest(request, bytes(request, length), work);
        }
        return new WholeRequest(request, awaited(request, () -> bytes(request, length)), work);
    }

    /** As its sender says: to Grizzly the body of what asks for an upgrade has no length. */
    private static long length(HttpServletRequest request) {
        try {
            String length = request.getHeader("Content-Length");
            return length == null ? -1 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return -1; // Grizzly refuses it, or takes it for none
        }
    }

    /** With an upgrade nobody sends a form. */
    private static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && request.getHeader("Upgrade") == null && type.regionMatches(true, 0, FORM, 0, FORM.length());
    }

    /** @param length negative: until it ends */
    private static byte[] bytes(HttpServletRequest request, long length) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] part = new byte[PART];
        long wanted = length < 0 ? LARGEST + 1 : length;
        long began = System.nanoTime();
        while (body.size() < wanted) {
            int read = request.getInputStream().read(part, 0, (int) Math.min(part.length, wanted - body.size()));
            if (read < 0) {
                break;
            }
            body.write(part, 0, read);
            if (System.nanoTime() - began > LONGEST_NANOS && body.size() < wanted) {
                throw new IOException("a body that drips: " + body.size() + " bytes in " + TimeUnit.NANOSECONDS.toSeconds(LONGEST_NANOS) + " s");
            }
        }
        if (body.size() > LARGEST) {
            throw tooLarge();
        }
        return body.toByteArray();
    }

    /** Reads. */
    private interface Reading<T> {
        T read() throws IOException;
    }

    private <T> T awaited(HttpServletRequest request, Reading<T> reading) throws IOException {
        String network = IpAddress.network(request.getRemoteAddr());
        try (Leases.Lease lease = awaited.take(false, List.of(new Quota(network, MOST_OF_ADDRESS, TOO_MANY)))) {
            return reading.read();
        }
    }

    private static FaultException tooLarge() {
        return new FaultException(Fault.BODY_TOO_LARGE, "A body has at most " + LARGEST + " bytes.");
    }
}
