package dev.longshell.api;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Refuses a body where none is wanted: its sender expects something of it that does not happen. With GET and DELETE the
 * server does so itself.
 */
@Provider
public class UnwantedBody implements ContainerRequestFilter {
    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        Method call = resource.getResourceMethod(); // null where JAX-RS answers by itself, as for OPTIONS
        if (call != null && !wantsBody(call) && announcesBody(request) && request.hasEntity()) {
            request.abortWith(BodyMapper.answer("No body is wanted here."));
        }
    }

    /**
     * Nobody asks the stream without need: where a request asks for an upgrade, Grizzly waits there for what never
     * comes.
     */
    private static boolean announcesBody(ContainerRequestContext request) {
        return request.getLength() > 0 || request.getHeaders().containsKey("Transfer-Encoding");
    }

    /** A parameter without an annotation is the entity (JAX-RS 3.1, section 3.3.2.1). */
    static boolean wantsBody(Method method) {
        return Arrays.stream(method.getParameterAnnotations()).anyMatch(annotations -> annotations.length == 0);
    }
}
