package dev.longshell.api;

import dev.longshell.audit.Audit;
import dev.longshell.fault.FaultException;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Answers a fault with its problem document, and has a refusal recorded. */
@Provider
public class FaultMapper implements ExceptionMapper<FaultException> {
    private static final Logger LOG = Logger.getLogger(FaultMapper.class.getName());

    @Inject
    private Audit audit;
    @Inject
    private CurrentCaller caller;
    @Inject
    private HttpServletRequest request;

    @Override
    public Response toResponse(FaultException fault) {
        audit.recordRefusedRequest(caller.usernameIfKnown(), request.getMethod() + " " + request.getRequestURI(), fault);
        if (fault.fault().httpStatus() >= 500) {
            boolean passes = fault.retryAfterMillis().isPresent(); // everybody's request ends so for a while: a line each, no stack
            LOG.log(Level.WARNING, fault.fault().code() + ": " + fault.getMessage(), passes ? null : fault.getCause());
        }
        return Problem.of(fault);
    }
}
