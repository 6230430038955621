package dev.longshell.api;

import dev.longshell.fault.FaultException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Answers a fault with its problem document. */
@Provider
public class FaultMapper implements ExceptionMapper<FaultException> {
    private static final Logger LOG = Logger.getLogger(FaultMapper.class.getName());

    @Override
    public Response toResponse(FaultException fault) {
        if (fault.fault().httpStatus() >= 500) {
            boolean passes = fault.retryAfterMillis().isPresent(); // everybody's request ends so for a while: a line each, no stack
            LOG.log(Level.WARNING, fault.fault().code() + ": " + fault.getMessage(), passes ? null : fault.getCause());
        }
        return Problem.of(fault);
    }
}
