package dev.longshell.api;

import dev.longshell.fault.Fault;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Answers a body that cannot be read. What {@link JsonBody} says goes to the sender; the words of anybody else, which
 * name our classes, go to the log.
 */
@Provider
public class BodyMapper implements ExceptionMapper<ProcessingException> {
    private static final Logger LOG = Logger.getLogger(BodyMapper.class.getName());

    @Override
    public Response toResponse(ProcessingException failure) {
        LOG.log(Level.FINE, "A body that cannot be read", failure);
        return answer(failure instanceof UnreadableBody ? failure.getMessage() : "The body cannot be read.");
    }

    static Response answer(String detail) {
        return Problem.of(Fault.INVALID_PARAMETER.httpStatus(), Fault.INVALID_PARAMETER.code(), detail, null).build();
    }
}
