package dev.longshell.api;

import dev.longshell.fault.Fault;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Answers what nobody foresaw: everything to the log, nothing of it to the caller. */
@Provider
public class InternalMapper implements ExceptionMapper<Throwable> {
    static final String DETAIL = "Something went wrong in the server; its log says what.";
    private static final Logger LOG = Logger.getLogger(InternalMapper.class.getName());

    @Override
    public Response toResponse(Throwable failure) {
        LOG.log(Level.SEVERE, "An unforeseen failure in the HTTP door", failure);
        return Problem.of(Fault.INTERNAL.httpStatus(), Fault.INTERNAL.code(), DETAIL, null).build();
    }
}
