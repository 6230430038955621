package dev.longshell.api;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.session.SessionView;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * A fault as a problem document (RFC 9457); the same fault gives the same bytes, whatever was asked for.
 *
 * @param type     always {@code about:blank}: {@code code} tells more
 * @param title    the status in words
 * @param status   HTTP status
 * @param code     {@link Fault#code()}
 * @param detail   for the user
 * @param sessions of the project, for {@code session_limit} only, so that one can be closed; else null
 */
public record Problem(String type, String title, int status, String code, String detail, List<SessionView> sessions) {
    static final String MEDIA_TYPE = "application/problem+json";

    static Response of(FaultException fault) {
        return of(fault, null);
    }

    static Response of(FaultException fault, List<SessionView> sessions) {
        Response.ResponseBuilder answer = of(fault.fault().httpStatus(), fault.fault().code(), fault.getMessage(), sessions);
        fault.retryAfterSeconds().ifPresent(seconds -> answer.header(HttpHeaders.RETRY_AFTER, seconds));
        if (fault.fault() == Fault.UNAUTHENTICATED) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer"); // RFC 9110 section 11.6.1 wants one with every 401
        }
        return answer.build();
    }

    static Response.ResponseBuilder of(int status, String code, String detail, List<SessionView> sessions) {
        Response.Status known = Response.Status.fromStatusCode(status);
        String title = known == null ? code : known.getReasonPhrase();
        return Response.status(status).type(MEDIA_TYPE).entity(new Problem("about:blank", title, status, code, detail, sessions));
    }
}
