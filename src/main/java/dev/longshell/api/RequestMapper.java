package dev.longshell.api;

import dev.longshell.fault.Fault;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Answers what JAX-RS itself refuses: no such path (404), method (405) or media type (406, 415), as a problem document. */
@Provider
public class RequestMapper implements ExceptionMapper<WebApplicationException> {
    private static final Logger LOG = Logger.getLogger(RequestMapper.class.getName());

    @Override
    public Response toResponse(WebApplicationException refusal) {
        Response given = refusal.getResponse();
        if (given.getStatus() >= 500) {
            LOG.log(Level.SEVERE, "JAX-RS failed", refusal);
        }
        Response.ResponseBuilder answer = Problem.of(given.getStatus(), code(given.getStatus()), detail(given.getStatus()), null);
        String allow = given.getHeaderString(HttpHeaders.ALLOW);
        return allow == null ? answer.build() : answer.header(HttpHeaders.ALLOW, allow).build();
    }

    private static String code(int status) {
        if (status == Fault.NOT_FOUND.httpStatus()) {
            return Fault.NOT_FOUND.code();
        }
        return status < 500 ? Fault.INVALID_PARAMETER.code() : Fault.INTERNAL.code();
    }

    private static String detail(int status) {
        if (status == Fault.NOT_FOUND.httpStatus()) {
            return "No such path.";
        }
        return status < 500 ? "The request's method, media type or parameters do not fit this path." : InternalMapper.DETAIL;
    }
}
